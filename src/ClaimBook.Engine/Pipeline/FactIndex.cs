using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What is known of a fact: the hashes of its values and of its line's text, and the line of the file that gave it, 0 if none did yet.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct KnownFact(long RowHash, long LineHash, int Line);

/// <summary>The facts of the database by packed key. They are read agency by agency beside the file, over a connection of their own:
/// a line waits only until its agency has been read, and files are mostly in that order.</summary>
sealed class FactIndex : IDisposable
{
    const int ChunkSize = 4096;
    const int ChunksUnderWay = 16;

    readonly BlockingCollection<FactHashes[]> _chunks = new(ChunksUnderWay);
    readonly CancellationTokenSource _stop = new();
    readonly Task _reading;
    int _completeBelow;
    bool _isWhole;

    /// <summary>Begins to read.</summary>
    /// <param name="database">The database, whose load lock this load holds.</param>
    /// <param name="factCount">How many facts it has.</param>
    public FactIndex(Database database, int factCount)
    {
        HasFacts = factCount > 0;
        Facts = new(factCount);
        _reading = HasFacts ? Task.Run(() => Read(database)) : Task.CompletedTask;
        _isWhole = !HasFacts;
    }

    /// <summary>Whether the database has facts.</summary>
    public bool HasFacts { get; }

    /// <summary>The facts of the agencies waited for, and those that the file adds. Of one thread.</summary>
    public Dictionary<ulong, KnownFact> Facts { get; }

    /// <summary>Waits until all facts of an agency are there.</summary>
    public void WaitFor(int agencyId)
    {
        while (!_isWhole && agencyId >= _completeBelow)
            Take();
    }

    /// <summary>Waits until all facts are there.</summary>
    public void WaitForAll()
    {
        while (!_isWhole)
            Take();
    }

    /// <summary>Ends the reading, wherever it is.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_reading).AsyncWaitHandle.WaitOne();
        _chunks.Dispose();
        _stop.Dispose();
    }

    /// <summary>Takes the next chunk; its last agency may go on in the one after.</summary>
    void Take()
    {
        if (_chunks.TryTake(out var chunk, Timeout.Infinite))
        {
            foreach (var fact in chunk)
                Facts.Add(fact.Key.Packed, new KnownFact(fact.RowHash, fact.LineHash, 0));
            _completeBelow = chunk[^1].Key.AgencyId;
        }
        else
        {
            _isWhole = true;
            _reading.GetAwaiter().GetResult();
        }
    }

    void Read(Database database)
    {
        try
        {
            using var connection = database.ConnectPatiently();
            foreach (var chunk in database.ReadHashes(connection).Chunk(ChunkSize))
                _chunks.Add(chunk, _stop.Token);
        }
        finally
        {
            _chunks.CompleteAdding();
        }
    }
}
