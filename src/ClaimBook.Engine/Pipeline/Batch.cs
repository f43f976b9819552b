using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What the reading thread hands to the writing thread at a time.</summary>
sealed class Batch
{
    /// <summary>How many lines make a batch.</summary>
    public const int Size = 4096;

    /// <summary>Facts to write.</summary>
    public List<PerformanceRow> Rows { get; } = new(Size);

    /// <summary>Keys of those facts that replace one of the database.</summary>
    public List<FactKey> ChangedKeys { get; } = [];

    /// <summary>Lines to set aside.</summary>
    public List<Reject> Rejects { get; } = [];

    /// <summary>Empties the batch for use again.</summary>
    public void Clear()
    {
        Rows.Clear();
        ChangedKeys.Clear();
        Rejects.Clear();
    }
}
