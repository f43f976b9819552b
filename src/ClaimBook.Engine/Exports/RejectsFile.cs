using System.Data.Common;
using System.Text;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>The rejected lines of a load as CSV: line, column, value, reason and the line itself.</summary>
public static class RejectsFile
{
    /// <summary>Writes the file: UTF-8 with BOM, CRLF, a header line. Streams.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="loadId">The load.</param>
    /// <param name="output">Where to; it is left open.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="ClaimBookException">There is no such load.</exception>
    public static int Write(DbConnection connection, int loadId, Stream output)
    {
        if (connection.QueryNumber("SELECT count(*) FROM load WHERE load_id = @load", ("load", loadId)) == 0)
            throw new ClaimBookException($"There is no load {loadId}; claimbook status lists the loads.");
        using var writer = new StreamWriter(output, Encoding.UTF8, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine("line,column,value,reason,raw");
        using var command = connection.Command(
            "SELECT line, column_name, value, reason, raw FROM load_reject WHERE load_id = @load ORDER BY line", ("load", loadId));
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
            writer.WriteLine($"{reader.GetInt32(0)},{string.Join(',', Enumerable.Range(1, 4).Select(i => CsvText.Inert(reader.GetString(i))))}");
        return rows;
    }
}
