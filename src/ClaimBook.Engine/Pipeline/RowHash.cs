namespace ClaimBook.Engine.Pipeline;

/// <summary>A 64-bit hash over a sequence of values: each is mixed in with the finalizer of SplitMix64
/// (Stafford's variant 13 of MurmurHash3's), so that every bit of every value and its place count.</summary>
struct RowHash()
{
    ulong _state = 0x9e3779b97f4a7c15;

    /// <summary>The hash of the values so far.</summary>
    public readonly long Value => (long)_state;

    /// <summary>Adds a whole number, or that it is missing.</summary>
    public void Add(long? value) => Mix((ulong)(value ?? long.MinValue));

    /// <summary>Adds a number, or that it is missing.</summary>
    public void Add(double? value) => Mix(value is { } number ? (ulong)BitConverter.DoubleToInt64Bits(number) : ulong.MaxValue);

    /// <summary>Adds a text.</summary>
    public void Add(string text)
    {
        Mix((ulong)text.Length);
        foreach (var character in text)
            Mix(character);
    }

    void Mix(ulong value)
    {
        var z = (_state ^ value) + 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        _state = z ^ (z >> 31);
    }
}
