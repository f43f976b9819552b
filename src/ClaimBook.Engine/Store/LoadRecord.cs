using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>A load as the database remembers it.</summary>
/// <param name="LoadId">Its number.</param>
/// <param name="File">Name of its file.</param>
/// <param name="Sha256">SHA-256 of the file, in lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="RowsRead">Data rows read.</param>
/// <param name="Inserted">Facts with a new key.</param>
/// <param name="Updated">Facts with other values than before.</param>
/// <param name="Unchanged">Lines equal to what was there.</param>
/// <param name="Deleted">Facts that a replacing load found missing in the file.</param>
/// <param name="Rejected">Lines rejected.</param>
/// <param name="Notices">What the reader should know.</param>
public sealed record LoadRecord(
    int LoadId, string File, string Sha256, long Bytes, DateTimeOffset StartedAt, DateTimeOffset FinishedAt,
    int RowsRead, int Inserted, int Updated, int Unchanged, int Deleted, int Rejected, IReadOnlyList<string> Notices)
{
    const string Select =
        """
        SELECT load_id, file_name, sha256, bytes, started_at, finished_at, rows_read, inserted, updated, unchanged, deleted, rejected, notices
        FROM load
        """;

    /// <summary>The latest loads, the newest first.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">Only those before this load.</param>
    public static IReadOnlyList<LoadRecord> ReadLatest(DbConnection connection, int limit, int before = int.MaxValue) =>
        connection.Query($"{Select} WHERE load_id < @before ORDER BY load_id DESC LIMIT @limit", Map, ("before", before), ("limit", limit));

    /// <summary>How many loads there are up to one of them.</summary>
    public static int Count(DbConnection connection, int latest) =>
        (int)connection.QueryNumber("SELECT count(*) FROM load WHERE load_id <= @latest", ("latest", latest));

    /// <summary>One load; null if there is none of that number.</summary>
    public static LoadRecord? Find(DbConnection connection, int loadId) =>
        connection.Query($"{Select} WHERE load_id = @load", Map, ("load", loadId)).SingleOrDefault();

    static LoadRecord Map(DbDataReader reader) => new(
        reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3),
        reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5),
        reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11),
        reader.GetString(12).Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
