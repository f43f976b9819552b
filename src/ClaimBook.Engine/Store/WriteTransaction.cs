using System.Data.Common;
using System.Runtime.InteropServices;

namespace ClaimBook.Engine.Store;

/// <summary>What a fact is recognized by.</summary>
/// <param name="Key">Its key.</param>
/// <param name="RowHash">Hash of its values.</param>
/// <param name="LineHash">Hash of its line's text.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FactHashes(FactKey Key, long RowHash, long LineHash);

/// <summary>A transaction that writes many rows: all of it becomes visible at <see cref="Commit"/>, or nothing ever does.</summary>
public abstract class WriteTransaction : IDisposable
{
    readonly DbTransaction _transaction;

    private protected WriteTransaction(DbTransaction transaction)
    {
        _transaction = transaction;
        Connection = transaction.Connection!;
    }

    /// <summary>The connection, for statements of any kind within the transaction.</summary>
    public DbConnection Connection { get; }

    /// <summary>Begins to write many rows of a table. One writer at a time.</summary>
    public abstract BulkWriter Write(Table table, OnConflict onConflict = OnConflict.Fail);

    /// <summary>Deletes facts and hands over each as it was.</summary>
    public abstract void DeleteFacts(IReadOnlyList<FactKey> keys, Action<PerformanceRow> onDeleted);

    /// <summary>Makes all changes visible at once and durable.</summary>
    public virtual void Commit() => _transaction.Commit();

    /// <summary>Ends the transaction; without <see cref="Commit"/> nothing of it remains.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Rolls back what was not committed and closes the connection.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        try
        {
            _transaction.Dispose();
        }
        catch (DbException)
        {
            // The connection is gone, and with it the transaction.
        }
        Connection.Dispose();
    }
}
