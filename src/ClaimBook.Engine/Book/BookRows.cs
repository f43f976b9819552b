using System.Data.Common;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Book;

/// <summary>Reads and writes the tables of the book: the one place that knows how policies, claims and transactions stand in them.</summary>
static class BookRows
{
    static readonly Table s_policy = new(
        "policy", 2, "policy_key", "change_id", "number", "holder", "product", "line", "agency_id", "state", "inception_day", "expiry_day",
        "premium_cents", "is_quote", "cancelled_day", "renewal_of");

    static readonly Table s_claim = new(
        "claim", 2, "claim_key", "change_id", "reference", "policy_key", "loss_day", "reported_day", "cause", "description", "stage");

    static readonly Table s_transaction = new(
        "claim_transaction", 2, "claim_key", "number", "change_id", "day", "type", "kind", "amount_cents", "outstanding_change_cents", "note");

    static readonly string[] s_stageNames = ["reported", "open", "closed", "denied"];

    static readonly Dictionary<string, ClaimStage> s_stages = ByName<ClaimStage>(s_stageNames);

    static readonly Dictionary<string, TransactionType> s_types = ByName<TransactionType>(ClaimTransaction.Types);

    static readonly Dictionary<string, MoneyKind> s_kinds = ByName<MoneyKind>(ClaimTransaction.Kinds);

    /// <summary>The latest change; 0 before the first.</summary>
    public static int LatestChange(DbConnection connection) => (int)connection.QueryNumber("SELECT max(change_id) FROM book_change");

    /// <summary>The changes after one: their numbers and when they were recorded.</summary>
    public static IEnumerable<(int Change, DateTimeOffset At)> Changes(DbConnection connection, int after) => connection.Query(
        "SELECT change_id, recorded_at FROM book_change WHERE change_id > @after ORDER BY change_id",
        r => (r.GetInt32(0), r.GetFieldValue<DateTimeOffset>(1)), ("after", after));

    /// <summary>The policies of the changes after one, streamed; of each policy in the order of the changes.</summary>
    public static IEnumerable<Policy> Policies(DbConnection connection, int after) => Rows(connection, s_policy, after, r => new Policy(
        r.GetString(2),
        new PolicyTerms(r.GetString(3), r.GetString(4), r.GetString(5), r.GetInt32(6), r.GetString(7), Day(r, 8)!.Value, Day(r, 9)!.Value, r.GetInt64(10))
        {
            IsQuote = r.GetInt32(11) != 0,
            CancelledOn = Day(r, 12),
            RenewalOf = r.IsDBNull(13) ? null : r.GetString(13),
        })
    { Change = r.GetInt32(1) });

    /// <summary>What is said of claims in the changes after one, streamed; of each claim in the order of the changes.</summary>
    public static IEnumerable<(string Reference, int Change, ClaimDetails Details)> Claims(DbConnection connection, int after) => Rows(connection, s_claim, after, r => (
        r.GetString(2), r.GetInt32(1),
        new ClaimDetails(r.IsDBNull(3) ? null : r.GetString(3), Day(r, 4), Day(r, 5)!.Value, r.GetString(6), r.GetString(7)) { Stage = s_stages[r.GetString(8)] }));

    /// <summary>The transactions of the changes after one, with their claims' keys, streamed; of each claim in the order of the changes.</summary>
    public static IEnumerable<(string Claim, ClaimTransaction Transaction)> Transactions(DbConnection connection, int after) =>
        Rows(connection, s_transaction, after, r => (
            r.GetString(0),
            new ClaimTransaction(r.GetInt32(1), Day(r, 3)!.Value, s_types[r.GetString(4)], s_kinds[r.GetString(5)], r.GetInt64(6), r.GetInt64(7), r.GetString(8))
            {
                Change = r.GetInt32(2),
            }));

    /// <summary>Records that something changes.</summary>
    public static void WriteChange(DbConnection connection, int change, DateTimeOffset at, string by) => connection.Execute(
        "INSERT INTO book_change (change_id, recorded_at, recorded_by) VALUES (@change, @at, @by)", ("change", change), ("at", at.ToUniversalTime()), ("by", by));

    /// <summary>Adds policies as they are from their change on.</summary>
    public static void Write(WriteTransaction transaction, IEnumerable<Policy> policies)
    {
        using var writer = transaction.Write(s_policy);
        foreach (var policy in policies)
        {
            var terms = policy.Terms;
            writer.Write(policy.Key);
            writer.Write(policy.Change);
            writer.Write(policy.Number);
            writer.Write(terms.Holder);
            writer.Write(terms.Product);
            writer.Write(terms.Line);
            writer.Write(terms.AgencyId);
            writer.Write(terms.State);
            writer.Write(terms.Inception.DayNumber);
            writer.Write(terms.Expiry.DayNumber);
            writer.Write(terms.PremiumCents);
            writer.Write(terms.IsQuote ? 1 : 0);
            writer.Write(terms.CancelledOn?.DayNumber);
            writer.Write(terms.RenewalOf);
            writer.EndRow();
        }
        writer.Complete();
    }

    /// <summary>Adds what is said of claims from their change on.</summary>
    public static void Write(WriteTransaction transaction, IEnumerable<Claim> claims)
    {
        using var writer = transaction.Write(s_claim);
        foreach (var claim in claims)
        {
            writer.Write(claim.Key);
            writer.Write(claim.Change);
            writer.Write(claim.Reference);
            writer.Write(claim.Details.Policy is { } policy ? Policy.KeyOf(policy) : null);
            writer.Write(claim.Details.LossDate?.DayNumber);
            writer.Write(claim.Details.ReportedDate.DayNumber);
            writer.Write(claim.Details.Cause);
            writer.Write(claim.Details.Description);
            writer.Write(s_stageNames[(int)claim.Details.Stage]);
            writer.EndRow();
        }
        writer.Complete();
    }

    /// <summary>Adds transactions, with their claims' keys.</summary>
    public static void Write(WriteTransaction transaction, IEnumerable<(string Claim, ClaimTransaction Transaction)> transactions)
    {
        using var writer = transaction.Write(s_transaction);
        foreach (var (claim, added) in transactions)
        {
            writer.Write(claim);
            writer.Write(added.Number);
            writer.Write(added.Change);
            writer.Write(added.Day.DayNumber);
            writer.Write(ClaimTransaction.Types[(int)added.Type]);
            writer.Write(ClaimTransaction.Kinds[(int)added.Kind]);
            writer.Write(added.AmountCents);
            writer.Write(added.OutstandingChangeCents);
            writer.Write(added.Note);
            writer.EndRow();
        }
        writer.Complete();
    }

    static IEnumerable<T> Rows<T>(DbConnection connection, Table table, int after, Func<DbDataReader, T> map)
    {
        // The whole table lies in the order of its key, which saves a sort; for a few changes there is an index.
        var order = after == 0 ? table.KeyList : $"change_id, {table.KeyList}";
        using var command = connection.Command($"SELECT {table.ColumnList} FROM {table.Name} WHERE change_id > @after ORDER BY {order}", ("after", after));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return map(reader);
    }

    static DateOnly? Day(DbDataReader reader, int column) => reader.NullableInt32(column) is { } day ? DateOnly.FromDayNumber(day) : null;

    static Dictionary<string, T> ByName<T>(IEnumerable<string> names)
        where T : struct, Enum => names.Zip(Enum.GetValues<T>()).ToDictionary(n => n.First, n => n.Second);
}
