using System.Runtime.InteropServices;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>The claims bordereau of a month: what was paid on each claim before and in the month and what is reserved at its end, by indemnity and expense.</summary>
/// <remarks>
/// A payment counts to the month in which it was recorded, even if it was made before: so what is previously paid in a month is always what was
/// previously paid in the month before and paid in it, and a bordereau that was handed on never changes. Paid is net of recoveries, so that previously
/// paid + paid this month + reserve = incurred. Listed is a claim that is open at the end of the month, or of which anything was recorded in it.
/// </remarks>
public static class ClaimsBordereau
{
    const string NetOfRecoveries = "recoveries taken off";

    static readonly QueryParameter s_month = new("month", "The month, as it was known at its end in UTC, or now if it is not over.", "2024-03");

    static readonly BookFilter<ClaimRow>[] s_filters = [.. ClaimList.Filters.Where(f => f.Parameter.Name is "agency" or "product")];

    static readonly ListColumn<Line>[] s_columns =
    [
        new("claim", "Claim", CellType.Text, l => l.Row.Claim.Reference),
        new("policy", "Policy", CellType.Text, l => l.Row.Policy?.Number) { Meaning = "Empty for a claim that stands alone" },
        new("holder", "Holder", CellType.Text, l => l.Row.Terms?.Holder),
        new("agency", "Agency", CellType.Whole, l => (long?)l.Row.Terms?.AgencyId),
        new("product", "Product", CellType.Text, l => l.Row.Terms?.Product),
        new("state", "State", CellType.Text, l => l.Row.Terms?.State),
        new("lossDate", "Loss date", CellType.Date, l => l.Row.Details.LossDate),
        new("reportedDate", "Reported date", CellType.Date, l => (DateOnly?)l.Row.Details.ReportedDate),
        new("cause", "Cause", CellType.Text, l => l.Row.Details.Cause),
        new("status", "Status", CellType.Text, l => l.Row.Claim.Status.Name) { Meaning = "What the claim is at the end of the month" },
        .. Figures("indemnity", l => l.Indemnity),
        .. Figures("expense", l => l.Expense),
        .. Figures("total", l => l.Indemnity + l.Expense),
        new("month", "Month", CellType.Text, l => l.Month),
    ];

    /// <summary>What it is asked for by.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } = [s_month, .. s_filters.Select(f => f.Parameter)];

    /// <summary>Makes the bordereau, claims in the order of their references.</summary>
    /// <param name="ledger">The book.</param>
    /// <param name="valueOf">The value of a parameter; null if it is not given.</param>
    /// <param name="scope">The agencies whose claims may be seen.</param>
    /// <returns>The table, or what is wrong with the parameters.</returns>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public static Outcome<ExportTable> Of(Ledger ledger, Func<QueryParameter, string?> valueOf, RowScope scope)
    {
        var today = ledger.Today;
        List<QueryProblem> problems = [];
        if (!(DateOnly.TryParseExact(valueOf(s_month), "yyyy-MM", out var first) && first > DateOnly.MinValue && first <= today))
            problems.Add(new(s_month.Name, $"must be a month like {s_month.Example}, not later than this month, {today:yyyy-MM}"));
        var (conditions, asked) = BookFilter<ClaimRow>.ReadAll(s_filters, valueOf, (parameter, message) => problems.Add(new(parameter.Name, message)));
        if (problems.Count > 0)
            return Refused.Wrong(problems);

        var (month, last) = ($"{first:yyyy-MM}", first.AddMonths(1).AddDays(-1));
        var book = ledger.AsOf(last < today ? last : today);
        var before = ledger.ChangeAt(first.AddDays(-1));
        List<Line> lines =
        [
            .. ClaimList.Of(book, scope).Where(r => (!r.Claim.Status.IsClosed || r.Claim.Change > before) && conditions.TrueForAll(c => c(r)))
                .Select(r => new Line(r, Money(r.Claim, MoneyKind.Indemnity, before), Money(r.Claim, MoneyKind.Expense, before), month)),
        ];
        return s_columns.Table($"Claims bordereau {month}", lines, lines.Count) with
        {
            Total = [.. s_columns.Select(c => c.Kind.IsMeasure() ? (long?)lines.Sum(l => c.Value(l).Whole) : default(Cell))],
            Parameters = [(s_month.Name, month), .. asked],
            Notices =
            [
                "A payment counts to the month in which it was recorded, and recoveries are taken off.",
                .. last < today ? Array.Empty<string>() : [$"{month} is not over: these are the figures of {today:yyyy-MM-dd}."],
            ],
        };
    }

    static MonthMoney Money(Claim claim, MoneyKind kind, int before) => claim.Transactions.Where(t => t.Kind == kind).Aggregate(
        default(MonthMoney), (sum, t) => sum + (t.Change <= before ? new(t.Money.Net, 0, t.Money.Outstanding) : new(0, t.Money.Net, t.Money.Outstanding)));

    static IEnumerable<ListColumn<Line>> Figures(string kind, Func<Line, MonthMoney> money)
    {
        var label = char.ToUpperInvariant(kind[0]) + kind[1..];
        yield return new(kind + "PreviouslyPaid", $"{label} previously paid", CellType.Cents, l => (long?)money(l).PreviouslyPaid)
        {
            Meaning = $"What was recorded as paid before the month, {NetOfRecoveries}",
        };
        yield return new(kind + "PaidThisMonth", $"{label} paid this month", CellType.Cents, l => (long?)money(l).PaidThisMonth)
        {
            Meaning = $"What was recorded as paid in the month, {NetOfRecoveries}",
        };
        yield return new(kind + "Outstanding", $"{label} reserve", CellType.Cents, l => (long?)money(l).Outstanding) { Meaning = "What is reserved and not yet paid at the end of the month" };
        yield return new(kind + "Incurred", $"{label} incurred", CellType.Cents, l => (long?)money(l).Incurred) { Meaning = "Previously paid + paid this month + reserve" };
    }

    /// <summary>A claim in the month.</summary>
    sealed record Line(ClaimRow Row, MonthMoney Indemnity, MonthMoney Expense, string Month);

    /// <summary>Money of a claim by the time at which it was recorded, in cents; paid is net of recoveries.</summary>
    [StructLayout(LayoutKind.Auto)]
    readonly record struct MonthMoney(long PreviouslyPaid, long PaidThisMonth, long Outstanding)
    {
        public long Incurred => PreviouslyPaid + PaidThisMonth + Outstanding;

        public static MonthMoney operator +(MonthMoney a, MonthMoney b) =>
            new(a.PreviouslyPaid + b.PreviouslyPaid, a.PaidThisMonth + b.PaidThisMonth, a.Outstanding + b.Outstanding);
    }
}
