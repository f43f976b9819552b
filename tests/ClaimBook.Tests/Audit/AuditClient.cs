using System.Text.Json;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Audit;

/// <summary>The audit log as tests look at it.</summary>
static class AuditClient
{
    public const string Audit = "/api/v1/audit";

    /// <summary>The entries that the API shows, the newest first.</summary>
    public static async Task<List<JsonElement>> Audited(this TestServer server, string parameters = "") => (await server.Json(Audit + parameters)).Rows();

    /// <summary>Waits until there are so many entries of an action, and answers them, the newest first.</summary>
    public static async Task<List<JsonElement>> Audited(this TestServer server, string action, int count)
    {
        List<JsonElement> entries = [];
        await Loads.LoadClient.Until(async () => (entries = await server.Audited($"?action={action}")).Count >= count);
        Assert.Equal(count, entries.Count);
        return entries;
    }

    /// <summary>Adds entries without the server.</summary>
    public static void Add(Database database, params IEnumerable<AuditRecord> entries)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction();
        foreach (var entry in entries)
            entry.Write(connection);
        transaction.Commit();
    }

    /// <summary>An entry with a number in it.</summary>
    public static AuditRecord Entry(int number, string actor = "ann@example.com", string action = "session.started") =>
        new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(number), actor, "192.0.2.7", action, $"subject {number}", "");
}
