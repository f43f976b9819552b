using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>The SQL that adds up the book as it was known at a change: the same text for every database but for its way to write a list. Identifiers
/// come from here; values are parameters, but for the numbers of the days, which may be more than a database takes as such.</summary>
/// <param name="database">The database.</param>
/// <param name="members">The members of the book.</param>
/// <param name="change">The change.</param>
sealed class BookSelect(Database database, BookMembers members, int change)
{
    const string KnownPolicy = "p.change_id <= @change AND NOT EXISTS (SELECT 1 FROM policy later WHERE later.policy_key = p.policy_key AND later.change_id > p.change_id AND later.change_id <= @change)";

    const string KnownClaim = "c.change_id <= @change AND NOT EXISTS (SELECT 1 FROM claim later WHERE later.claim_key = c.claim_key AND later.change_id > c.change_id AND later.change_id <= @change)";

    /// <summary>Policies that cover a day. What is earned before a day is the premium by the days of cover passed until then, rounded down.</summary>
    const string Policies =
        $"""
        SELECT
            p.agency_id, p.product, p.line, p.state, p.inception_day AS first_day, coalesce(p.cancelled_day, p.expiry_day) - 1 AS last_day,
            p.premium_cents, p.expiry_day - p.inception_day AS term,
            CASE
                WHEN p.cancelled_day <= @day THEN 'cancelled' WHEN p.expiry_day <= @day THEN 'expired'
                WHEN p.inception_day > @day THEN 'bound' ELSE 'in_force'
            END AS status
        FROM policy p
        WHERE {KnownPolicy} AND p.is_quote = 0 AND coalesce(p.cancelled_day, p.expiry_day) > p.inception_day
        """;

    const string Claims =
        $"""
        SELECT
            p.agency_id, p.product, p.line, p.state, c.cause, coalesce(c.loss_day, c.reported_day) AS first_day, coalesce(c.loss_day, c.reported_day) AS last_day,
            CASE WHEN c.stage IN ('reported', 'open') THEN 1 ELSE 0 END AS is_open,
            coalesce(t.paid, 0) AS paid, coalesce(t.outstanding, 0) AS outstanding, coalesce(t.recovered, 0) AS recovered,
            CASE
                WHEN c.stage <> 'closed' THEN c.stage WHEN coalesce(t.paid, 0) > 0 THEN 'closed_with_payment' ELSE 'closed_without_payment'
            END AS status
        FROM claim c
        LEFT JOIN policy p ON p.policy_key = c.policy_key AND {KnownPolicy}
        LEFT JOIN (
            SELECT
                claim_key,
                CAST(sum(CASE WHEN type = 'payment' THEN amount_cents ELSE 0 END) AS bigint) AS paid,
                CAST(sum(outstanding_change_cents) AS bigint) AS outstanding,
                CAST(sum(CASE WHEN type = 'recovery' THEN amount_cents ELSE 0 END) AS bigint) AS recovered
            FROM claim_transaction
            WHERE change_id <= @change
            GROUP BY claim_key
        ) t ON t.claim_key = c.claim_key
        WHERE {KnownClaim}
        """;

    const string FirstCovered = "CASE WHEN f.first_day > s.first_day THEN f.first_day ELSE s.first_day END";

    const string LastCovered = "CASE WHEN f.last_day < s.last_day THEN f.last_day ELSE s.last_day END";

    const string IsInForce = "s.is_end = 1 AND f.last_day >= s.last_day";

    /// <summary>What a fact adds to a quantity in a slice of which it covers a day.</summary>
    static readonly Dictionary<Quantity, string> s_addends = new()
    {
        [Quantity.Claims] = "1",
        [Quantity.OpenClaims] = "f.is_open",
        [Quantity.Paid] = "f.paid",
        [Quantity.Outstanding] = "f.outstanding",
        [Quantity.Recovered] = "f.recovered",
        [Quantity.IncurredOnClaims] = "f.paid + f.outstanding - f.recovered",
        [Quantity.InForce] = $"CASE WHEN {IsInForce} THEN 1 ELSE 0 END",
        [Quantity.InForcePremium] = $"CASE WHEN {IsInForce} THEN f.premium_cents ELSE 0 END",
        [Quantity.EarnedOnPolicies] = $"f.premium_cents * ({LastCovered} + 1 - f.first_day) / f.term - f.premium_cents * ({FirstCovered} - f.first_day) / f.term",
        [Quantity.PolicyDays] = $"{LastCovered} - {FirstCovered} + 1",
    };

    static readonly Dictionary<Dimension, string> s_columns = new()
    {
        [InsuranceCatalog.Agency] = "f.agency_id",
        [InsuranceCatalog.Product] = "f.product",
        [InsuranceCatalog.ProductLine] = "f.line",
        [InsuranceCatalog.State] = "f.state",
        [InsuranceCatalog.Cause] = "f.cause",
        [InsuranceCatalog.Status] = "f.status",
    };

    /// <summary>The agency, product and state of every policy, with its first day; each combination once.</summary>
    public static string PolicyMembers => $"SELECT p.agency_id, p.product, p.state, min(p.inception_day) FROM policy p WHERE {KnownPolicy} GROUP BY p.agency_id, p.product, p.state";

    /// <summary>The causes of all claims, each with its first day.</summary>
    public static string ClaimMembers => $"SELECT c.cause, min(coalesce(c.loss_day, c.reported_day)) FROM claim c WHERE {KnownClaim} GROUP BY c.cause";

    /// <summary>The groups of an aggregation that have a fact, in no order: values of its dimensions of members, the key of the time, then sums.</summary>
    /// <param name="aggregation">What to add up; has a slice.</param>
    /// <returns>The statement and its parameters.</returns>
    public (string Text, (string Name, object? Value)[] Parameters) Groups(BookAggregation aggregation)
    {
        List<(string Name, object? Value)> parameters = [("change", change), ("day", members.Day.DayNumber)];
        List<string> conditions = [.. aggregation.Admitted.Select(a => Condition(a.Key, a.Value, parameters))];
        string[] keys = [.. MemberDimensions(aggregation).Select(d => s_columns[d])];
        string[] sums = [.. aggregation.Quantities.Select(q => Summaries.SumSql(s_addends[q]))];
        var text = string.Join('\n',
        [
            $"WITH slice (first_day, last_day, time_key, is_end) AS (VALUES {string.Join(", ", aggregation.Slices.Select(s => $"({s.First}, {s.Last}, {s.Key}, {(s.IsEnd ? 1 : 0)})"))}),",
            $"fact AS (\n{(aggregation.Fact == Fact.Claims ? Claims : Policies)}\n)",
            $"SELECT {string.Join(", ", [.. keys, "CAST(s.time_key AS bigint)", .. sums])}",
            "FROM fact f JOIN slice s ON f.first_day <= s.last_day AND f.last_day >= s.first_day",
            .. conditions.Select((condition, i) => $"{(i == 0 ? "WHERE" : "  AND")} {condition}"),
            $"GROUP BY {string.Join(", ", [.. keys, "s.time_key"])}",
        ]);
        return (text, [.. parameters]);
    }

    /// <summary>The dimensions whose values the groups begin with.</summary>
    public static IEnumerable<Dimension> MemberDimensions(BookAggregation aggregation) => aggregation.By.Where(d => !BookAggregation.IsTime(d));

    /// <summary>The condition that a fact is of an admitted member. Those that count are always named: a fact of an agency that nobody knows is nobody's.</summary>
    string Condition(Dimension dimension, bool[] admitted, List<(string Name, object? Value)> parameters)
    {
        var (column, none) = (s_columns[dimension], members[dimension].NoneCode);
        Array named = members[dimension] is NumberMembers numbers
            ? numbers.Numbers.Where((_, code) => admitted[code]).ToArray()
            : members[dimension].Names.Where((_, code) => admitted[code]).ToArray();
        var isNull = none >= 0 && admitted[none] ? $"{column} IS NULL" : "1 = 0";
        if (named.Length == 0)
            return isNull;
        var (condition, value) = database.InList(column, isNot: false, $"@{dimension.Name}", named);
        parameters.Add((dimension.Name, value));
        return $"({condition} OR {isNull})";
    }
}
