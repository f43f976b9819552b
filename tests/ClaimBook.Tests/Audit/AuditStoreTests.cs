using System.Data.Common;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Audit;

/// <summary>The audit log in the database: what is written stays as it was written.</summary>
public sealed class AuditStoreTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("sqlite", "UPDATE audit SET actor = 'somebody else'")]
    [InlineData("sqlite", "DELETE FROM audit")]
    [InlineData("sqlite", "DELETE FROM audit WHERE audit_id = 1")]
    [InlineData("sqlite", "INSERT OR REPLACE INTO audit (audit_id, at, actor, address, action, subject, detail) VALUES (1, '', '', '', '', '', '')")]
    [InlineData("postgres", "UPDATE audit SET actor = 'somebody else'")]
    [InlineData("postgres", "DELETE FROM audit")]
    [InlineData("postgres", "DELETE FROM audit WHERE audit_id = 1")]
    [InlineData("postgres", "TRUNCATE audit")]
    public void The_database_refuses_to_change_or_delete_an_entry(string kind, string statement)
    {
        var database = NewDatabase(kind);
        AuditClient.Add(database, AuditClient.Entry(1), AuditClient.Entry(2));
        using var connection = database.Connect();

        var refused = Assert.ThrowsAny<DbException>(() => connection.Execute(statement));

        Assert.Contains("the audit log is append-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["subject 2", "subject 1"], AuditRecord.Read(connection, new AuditFilter()).Select(a => a.Subject));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Texts_are_kept_as_given_cut_where_they_are_too_long_and_whole_where_the_database_could_not_hold_them(string kind)
    {
        var database = NewDatabase(kind);
        var rocket = "\ud83d\ude80";
        var written = new AuditRecord(
            new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.FromHours(2)), "Ann\u0430\r\n'; DROP TABLE audit; --", new string('a', 10_000), "export",
            new string('x', 1999) + rocket, "NUL \0 and half a \ud83d rocket");
        AuditClient.Add(database, written, written with { Actor = new string('é', 10_000) });
        using var connection = database.Connect();

        var read = AuditRecord.Read(connection, new AuditFilter()).ToList();

        Assert.Equal(written.At, read[1].At);
        Assert.Equal(written.Actor, read[1].Actor);
        Assert.Equal(new string('a', 64) + "…", read[1].Address);
        Assert.Equal(new string('x', 1999) + "…", read[1].Subject);
        Assert.Equal("NUL \ufffd and half a \ufffd rocket", read[1].Detail);
        Assert.Equal(new string('é', 320) + "…", read[0].Actor);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void An_entry_stands_or_falls_with_the_transaction_that_it_is_written_in(string kind)
    {
        var database = NewDatabase(kind);
        using (var connection = database.Connect())
        {
            using var transaction = connection.BeginTransaction();
            AuditClient.Entry(1).Write(connection);
        }
        AuditClient.Add(database, AuditClient.Entry(2));

        using var reading = database.Connect();
        Assert.Equal("subject 2", Assert.Single(AuditRecord.Read(reading, new AuditFilter())).Subject);
    }

    Database NewDatabase(string kind) => Database.FromUrl(kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase());
}
