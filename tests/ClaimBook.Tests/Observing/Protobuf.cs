using Google.Protobuf;

namespace ClaimBook.Tests.Observing;

/// <summary>A message of Protocol Buffers whose fields are known by their numbers.</summary>
sealed class Protobuf
{
    readonly List<(int Number, object Value)> _fields = [];

    public Protobuf(byte[] message)
    {
        using var input = new CodedInputStream(message);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadInt64(),
                WireFormat.WireType.Fixed64 => input.ReadSFixed64(),
                WireFormat.WireType.Fixed32 => (long)input.ReadSFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                var other => throw new InvalidDataException($"a field of wire type {other}"),
            };
            _fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }
    }

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    public IEnumerable<Protobuf> Messages(int number) => _fields.Where(f => f.Number == number).Select(f => new Protobuf((byte[])f.Value));

    public string Text(int number) => System.Text.Encoding.UTF8.GetString(Bytes(number));

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

    public long Long(int number) => (long)(_fields.Find(f => f.Number == number).Value ?? 0L);

    public double Double(int number) => BitConverter.Int64BitsToDouble(Long(number));

    byte[] Bytes(int number) => (byte[]?)_fields.Find(f => f.Number == number).Value ?? [];
}
