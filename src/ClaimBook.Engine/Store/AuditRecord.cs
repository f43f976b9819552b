using System.Data.Common;
using System.Text;

namespace ClaimBook.Engine.Store;

/// <summary>An act as the audit log remembers it. The database refuses to change or delete one.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who: a name, known or merely given.</param>
/// <param name="Address">From where: an IP address; empty for what the machine itself did.</param>
/// <param name="Action">What kind of act.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Detail">What else is worth knowing.</param>
public sealed record AuditRecord(DateTimeOffset At, string Actor, string Address, string Action, string Subject, string Detail)
{
    const int LongestName = 320, LongestAddress = 64, LongestText = 2000, Patience = 30;

    /// <summary>Its number; 0 before it is written. Later acts have higher numbers.</summary>
    public long AuditId { get; init; }

    /// <summary>Adds it to the log. Texts that are too long are cut, and say so by an ellipsis.</summary>
    /// <param name="connection">A connection; within its transaction the record stands or falls with what else is written there.</param>
    public void Write(DbConnection connection)
    {
        using var command = connection.Command(
            "INSERT INTO audit (at, actor, address, action, subject, detail) VALUES (@at, @actor, @address, @action, @subject, @detail)",
            ("at", At.ToUniversalTime()), ("actor", Storable(Actor, LongestName)), ("address", Storable(Address, LongestAddress)), ("action", Action),
            ("subject", Storable(Subject, LongestText)), ("detail", Storable(Detail, LongestText)));
        // Whoever waits for this waits with a request.
        command.CommandTimeout = Patience;
        command.ExecuteNonQuery();
    }

    /// <summary>How many records a filter admits.</summary>
    public static long Count(DbConnection connection, AuditFilter filter)
    {
        var (condition, values) = filter.Sql();
        return connection.QueryNumber($"SELECT count(*) FROM audit WHERE {condition}", values);
    }

    /// <summary>The records that a filter admits, the newest first. Streams; memory does not grow with them.</summary>
    /// <param name="connection">A connection that does nothing else meanwhile.</param>
    /// <param name="filter">Which records.</param>
    /// <param name="before">Only those before this number.</param>
    /// <param name="limit">At most so many; null for all.</param>
    public static IEnumerable<AuditRecord> Read(DbConnection connection, AuditFilter filter, long before = long.MaxValue, int? limit = null)
    {
        var (condition, values) = filter.Sql();
        using var command = connection.Command(
            $"""
            SELECT audit_id, at, actor, address, action, subject, detail
            FROM audit
            WHERE {condition} AND audit_id < @before
            ORDER BY audit_id DESC
            LIMIT @limit
            """,
            [.. values, ("before", before), ("limit", limit ?? long.MaxValue)]);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new AuditRecord(
                reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6))
            {
                AuditId = reader.GetInt64(0),
            };
        }
    }

    /// <summary>A text as both databases can hold it: neither NUL nor half a surrogate pair.</summary>
    static string Storable(string text, int longest)
    {
        var stored = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (stored.Length + rune.Utf16SequenceLength > longest)
                return stored.Append('…').ToString();
            stored.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }
        return stored.ToString();
    }
}

/// <summary>Which records of the audit log to read; what is null admits all.</summary>
public sealed record AuditFilter
{
    /// <summary>The first day in UTC, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day in UTC, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>What the actor's name begins with.</summary>
    public string? Actor { get; init; }

    /// <summary>The kind of act.</summary>
    public string? Action { get; init; }

    /// <summary>What the subject begins with.</summary>
    public string? Subject { get; init; }

    internal (string Condition, (string, object?)[] Values) Sql()
    {
        (string Condition, string Name, object? Value)[] conditions =
        [
            ("at >= @from", "from", Midnight(From)),
            ("at < @until", "until", To == DateOnly.MaxValue ? null : Midnight(To?.AddDays(1))),
            ("substr(actor, 1, length(@actor)) = @actor", "actor", Actor),
            ("action = @action", "action", Action),
            ("substr(subject, 1, length(@subject)) = @subject", "subject", Subject),
        ];
        var given = conditions.Where(c => c.Value is not null).ToList();
        return (string.Join(" AND ", given.Select(c => c.Condition).Prepend("1 = 1")), [.. given.Select(c => (c.Name, c.Value))]);
    }

    static DateTimeOffset? Midnight(DateOnly? day) => day is { } d ? new DateTimeOffset(d, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
