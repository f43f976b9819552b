using System.Globalization;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>The loss run of a policyholder, an agency or a policy: every policy with its claims, valued as they were known at the end of a day. Whoever
/// asks for a day that is over gets the same bytes again, whatever has happened since.</summary>
public static class LossRun
{
    /// <summary>What stands for the status of a claim where a policy has none.</summary>
    public const string NoClaims = "no_claims";

    const string OneOfThese = "Give one of holder, agency and policy.";

    static readonly QueryParameter s_holder = new("holder", $"A policyholder, by the whole name, capitals and small letters alike. {OneOfThese}", "Ada Lovelace");
    static readonly QueryParameter s_agency = new("agency", $"An agency. {OneOfThese}", "3", QueryParameterKind.WholeNumber);
    static readonly QueryParameter s_policy = new("policy", $"The number of a policy. {OneOfThese}", "P-1042");

    static readonly QueryParameter s_asOf = AsOf.Parameter with
    {
        Meaning = "The valuation date: claims are valued as they were known at the end of this day, in UTC; today by default.",
    };

    static readonly ListColumn<Line>[] s_columns =
    [
        new("policy", "Policy", CellType.Text, l => l.Policy.Number),
        new("holder", "Holder", CellType.Text, l => l.Policy.Terms.Holder),
        new("inception", "Inception", CellType.Date, l => (DateOnly?)l.Policy.Terms.Inception),
        new("expiry", "Expiry", CellType.Date, l => (DateOnly?)l.Policy.Terms.Expiry),
        new("claim", "Claim", CellType.Text, l => l.Claim?.Reference) { Meaning = "Empty where the policy has no claims" },
        new("lossDate", "Loss date", CellType.Date, l => l.Claim?.Details.LossDate),
        new("reportedDate", "Reported date", CellType.Date, l => l.Claim?.Details.ReportedDate),
        new("cause", "Cause", CellType.Text, l => l.Claim?.Details.Cause),
        new("status", "Status", CellType.Text, l => l.Claim?.Status.Name ?? NoClaims) { Meaning = $"What the claim is; {NoClaims} where the policy has none" },
        new("paid", "Paid", CellType.Cents, l => (long?)l.Money.Paid) { Meaning = "What was paid, recoveries not taken off" },
        new("outstanding", "Reserve", CellType.Cents, l => (long?)l.Money.Outstanding) { Meaning = "What is reserved and not yet paid" },
        new("incurred", "Incurred", CellType.Cents, l => (long?)l.Money.Incurred) { Meaning = "Paid + reserve - recoveries" },
        new("recoveries", "Recoveries", CellType.Cents, l => (long?)l.Money.Recovered) { Meaning = "What came back: salvage, subrogation, deductibles" },
        new("valuationDate", "Valuation date", CellType.Date, l => (DateOnly?)l.Valued) { Meaning = "The day, in UTC, at whose end the claims were known like this" },
    ];

    /// <summary>What it is asked for by.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } = [s_holder, s_agency, s_policy, s_asOf];

    /// <summary>Makes the loss run. Policies are in the order of their numbers, and of each the claims in that of their losses.</summary>
    /// <param name="ledger">The book.</param>
    /// <param name="valueOf">The value of a parameter; null if it is not given.</param>
    /// <param name="scope">The agencies whose policies may be seen.</param>
    /// <returns>The table, or why there is none: parameters that are wrong, or no such policy known that day.</returns>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public static Outcome<ExportTable> Of(Ledger ledger, Func<QueryParameter, string?> valueOf, RowScope scope)
    {
        var (book, problem) = AsOf.Read(valueOf(s_asOf), ledger);
        List<QueryProblem> problems = [.. problem is null ? [] : new[] { problem }];
        (QueryParameter Parameter, string Text)[] given = [.. Parameters.Where(p => p != s_asOf && valueOf(p) is not null).Select(p => (p, valueOf(p)!))];
        if (given is not [var (subject, text)])
            return Refused.Wrong([.. problems, new(s_holder.Name, $"give one of holder, agency and policy; {(given.Length == 0 ? "none" : "more than one")} is given")]);
        if (AreOf(subject, text) is not { } areOf)
            return Refused.Wrong([.. problems, new(subject.Name, $"must be an agency's number, like {subject.Example}")]);
        if (problems.Count > 0)
            return Refused.Wrong(problems);

        var valued = book.Day;
        List<Line> lines = [.. book.Policies.Where(p => !p.Terms.IsQuote && BookState.Admits(scope, p) && areOf(p)).SelectMany(p => Lines(book, p))];
        if (lines.Count == 0)
            return Refused.Missing($"On {valued:yyyy-MM-dd} nothing was known of {subject.Name} {text}.");
        var total = new Line(lines[0].Policy, null, valued, lines.Aggregate(default(ClaimMoney), (sum, line) => sum + line.Money));
        return s_columns.Table($"Loss run {valued:yyyy-MM-dd}", lines, lines.Count) with
        {
            Total = [.. s_columns.Select(c => c.Kind.IsMeasure() ? c.Value(total) : default)],
            Parameters = [(subject.Name, text), (s_asOf.Name, $"{valued:yyyy-MM-dd}")],
            Notices = valued < ledger.Today ? [] : [$"{valued:yyyy-MM-dd} is not over: what is recorded later that day will change this loss run."],
        };
    }

    /// <summary>Whether policies are those asked for; null if the text names nothing.</summary>
    static Func<Policy, bool>? AreOf(QueryParameter subject, string text)
    {
        if (subject == s_holder)
            return p => string.Equals(p.Terms.Holder, text, StringComparison.OrdinalIgnoreCase);
        if (subject == s_policy)
            return p => p.Key == Policy.KeyOf(text);
        return int.TryParse(text, NumberStyles.None, null, out var agency) ? p => p.Terms.AgencyId == agency : null;
    }

    static IEnumerable<Line> Lines(BookState book, Policy policy) => book.ClaimsOf(policy)
        .OrderBy(c => c.Details.LossDate).ThenBy(c => c.Key, StringComparer.Ordinal)
        .Select(c => new Line(policy, c, book.Day, c.Money))
        .DefaultIfEmpty(new Line(policy, null, book.Day, default));

    /// <summary>A claim, or a policy that has none.</summary>
    sealed record Line(Policy Policy, Claim? Claim, DateOnly Valued, ClaimMoney Money);
}
