using System.Numerics;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.BookAnswers;

/// <summary>What a query to a book must answer, counted the slow way: every policy day by day, every claim transaction by transaction. Shares with
/// the engines only the query as it is parsed.</summary>
static class DayByDay
{
    /// <summary>The rows and the total: the members that name them, and their figures.</summary>
    public static List<(string Key, double?[] Figures)> Rows(BookState book, AnalyticsQuery query, int[]? agencies)
    {
        var events = Events(book).Where(e => (agencies is null || (e.Agency is { } a && agencies.Contains(a))) && Admitted(query, e)).ToList();
        var days = Days(query, book);
        var current = events.Where(e => days.ContainsKey(e.Day)).ToLookup(e => Key(query.By, e));
        // The day before is the one of which it is the same day a year later; the last of February stands for itself.
        var before = query.ComparesPriorYear ? PriorDays(query, book) : [];
        var prior = events.Where(e => before.ContainsKey(e.Day)).Select(e => e with { Shown = before[e.Day] }).ToLookup(e => Key(query.By, e));
        return [
            .. current.Concat(prior).Select(g => g.Key).Distinct().Order(StringComparer.Ordinal).Select(key => (key, Figures(key))),
            ("total", Figures(null))];

        double?[] Figures(string? key) => [.. query.Measures.SelectMany(m =>
        {
            var now = Value(m, key, current, days);
            if (!query.ComparesPriorYear)
                return [now];
            var then = Value(m, key, prior, before);
            return new[] { now, then, now - then };
        })];

        double? Value(Measure measure, string? key, ILookup<string, Event> of, Dictionary<DateOnly, DateOnly> shown)
        {
            List<Event> mine = [.. key is null ? of.SelectMany(g => g) : of[key]];
            var (claims, covers) = (mine.Where(e => e.Claim is not null).ToList(), mine.Where(e => e.Claim is null).ToList());
            double? Money(Func<ClaimTransaction, long> of) => claims.Count == 0 ? null : claims.Sum(e => e.Claim!.Transactions.Sum(of)) / 100.0;
            double? Paid() => Money(t => t.Type == TransactionType.Payment ? t.AmountCents : 0);
            double? Reserved() => Money(t => t.OutstandingChangeCents);
            double? Recovered() => Money(t => t.Type == TransactionType.Recovery ? t.AmountCents : 0);
            double? Incurred() => claims.Count == 0 ? null : ((Paid() * 100) + (Reserved() * 100) - (Recovered() * 100)) / 100;
            double? Count() => claims.Count == 0 ? null : claims.Count;
            double? Open() => claims.Count == 0 ? null : claims.Count(e => e.Claim!.Details.Stage is ClaimStage.Reported or ClaimStage.Open);
            double? Earned() => covers.Count == 0 ? null : covers.Sum(e => e.EarnedCents) / 100.0;
            var last = shown.Where(d => key is null || IsIn(key, d.Value)).Select(d => (DateOnly?)d.Key).Max();
            double? InForce(Func<Event, double> of) => covers.Count == 0 ? null : covers.Where(e => e.Day == last).Sum(of);
            double? Divided(double? a, double? b) => b > 0 ? (a ?? 0) / b : null;
            return measure.Name switch
            {
                "claims_reported" => Count(),
                "claims_open" => Open(),
                "claims_closed" => Count() - Open(),
                "paid" => Paid(),
                "outstanding" => Reserved(),
                "recoveries" => Recovered(),
                "incurred" => Incurred(),
                "severity" => Divided(Incurred(), Count()),
                "frequency" => Divided(Count(), covers.Count) * 365.25,
                "in_force_policies" => InForce(_ => 1),
                "in_force_premium" => InForce(e => e.PremiumCents / 100.0),
                "policy_days" => covers.Count == 0 ? null : covers.Count,
                "book_earned_premium" => Earned(),
                "book_loss_ratio" => Divided(Incurred(), Earned()),
                var other => throw new InvalidOperationException(other),
            };
        }

        // Whether a row's days include one: by the year and month in its key.
        bool IsIn(string key, DateOnly shown) => query.By.Index().All(d => d.Item.Name switch
        {
            "year" => key.Split('/')[d.Index] == $"{shown.Year}",
            "month" => key.Split('/')[d.Index] == $"{shown.Month}",
            _ => true,
        });
    }

    /// <summary>An answer in the same form.</summary>
    public static List<(string Key, double?[] Figures)> Rows(ResultTable table)
    {
        var (dimensions, figures) = (table.Columns.Where(c => !c.IsMeasure).ToList(), table.Columns.Where(c => c.IsMeasure).ToList());
        return [
            .. Enumerable.Range(0, table.Rows).Select(row => (
                Key: string.Join('/', dimensions.Select(c => c switch
                {
                    ResultColumn<string> texts => texts.Values[row] ?? "none",
                    ResultColumn<long?> numbers => numbers.Values[row]?.ToString() ?? "none",
                    _ => throw new InvalidOperationException(c.Name),
                })),
                Figures: figures.Select(c => Figure(c, n => n.Values[row], r => r.Values[row])).ToArray())).OrderBy(r => r.Key, StringComparer.Ordinal),
            ("total", [.. figures.Select(c => Figure(c, n => n.Total, r => r.Total))])];
    }

    /// <summary>Whether both are the same but for the last bits of a division.</summary>
    public static bool AreSame(List<(string Key, double?[] Figures)> a, List<(string Key, double?[] Figures)> b) =>
        a.Select(r => r.Key).SequenceEqual(b.Select(r => r.Key)) && a.SelectMany(r => r.Figures).Zip(b.SelectMany(r => r.Figures)).All(f =>
            (f.First is null) == (f.Second is null) && Math.Abs((f.First - f.Second) ?? 0) <= 1e-6 + (1e-12 * Math.Abs(f.First ?? 0)));

    static double? Figure(ResultColumn column, Func<ResultColumn<long?>, long?> amount, Func<ResultColumn<double?>, double?> ratio) => column switch
    {
        ResultColumn<long?> numbers => amount(numbers) / (column.Unit!.IsMoney ? 100.0 : 1),
        ResultColumn<double?> ratios => ratio(ratios),
        _ => throw new InvalidOperationException(column.Name),
    };

    static IEnumerable<Event> Events(BookState book)
    {
        foreach (var policy in book.Policies.Where(p => !p.Terms.IsQuote))
        {
            var terms = policy.Terms;
            var end = terms.CancelledOn ?? terms.Expiry;
            var status = terms.CancelledOn <= book.Day ? "cancelled" : terms.Expiry <= book.Day ? "expired" : terms.Inception > book.Day ? "bound" : "in_force";
            var term = terms.Expiry.DayNumber - terms.Inception.DayNumber;
            for (var day = terms.Inception; day < end; day = day.AddDays(1))
            {
                var passed = day.DayNumber - terms.Inception.DayNumber;
                var earned = ((BigInteger)terms.PremiumCents * (passed + 1) / term) - ((BigInteger)terms.PremiumCents * passed / term);
                yield return new Event(day, day, terms.AgencyId, terms.Product, terms.Line, terms.State, status, null, terms.PremiumCents, (long)earned);
            }
        }
        foreach (var claim in book.Claims)
        {
            var terms = claim.Details.Policy is { } number ? book.Policies.Single(p => string.Equals(p.Number, number, StringComparison.OrdinalIgnoreCase)).Terms : null;
            var paid = claim.Transactions.Where(t => t.Type == TransactionType.Payment).Sum(t => t.AmountCents);
            var status = claim.Details.Stage switch
            {
                ClaimStage.Reported => "reported",
                ClaimStage.Open => "open",
                ClaimStage.Denied => "denied",
                _ => paid > 0 ? "closed_with_payment" : "closed_without_payment",
            };
            var day = claim.Details.LossDate ?? claim.Details.ReportedDate;
            yield return new Event(day, day, terms?.AgencyId, terms?.Product, terms?.Line, terms?.State, status, claim, 0, 0);
        }
    }

    /// <summary>The days selected, each shown as itself.</summary>
    static Dictionary<DateOnly, DateOnly> Days(AnalyticsQuery query, BookState book) =>
        AllDays(book).Where(d => Selected(query, book.Day, d)).ToDictionary(d => d, d => d);

    /// <summary>The days a year before those selected, with the days that they are shown as; the 29th of February counts with the 28th, to which it belongs.</summary>
    static Dictionary<DateOnly, DateOnly> PriorDays(AnalyticsQuery query, BookState book)
    {
        Dictionary<DateOnly, DateOnly> prior = [];
        foreach (var day in AllDays(book).Where(d => Selected(query, book.Day, d)))
        {
            prior.TryAdd(day.AddYears(-1), day);
            var isLastOfFebruary = day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year);
            if (isLastOfFebruary && DateTime.IsLeapYear(day.Year - 1))
                prior[new DateOnly(day.Year - 1, 2, 29)] = day;
        }
        return prior;
    }

    static IEnumerable<DateOnly> AllDays(BookState book) => Enumerable.Range(new DateOnly(2017, 1, 1).DayNumber, 4000).Select(DateOnly.FromDayNumber).Where(d => d <= book.Day);

    static bool Selected(AnalyticsQuery query, DateOnly today, DateOnly day) =>
        day <= today && day >= query.Dates.From && day <= query.Dates.To
        && query.Filters.OfType<NumberFilter>().All(f => f.Dimension.Name switch { "year" => Holds(f, day.Year), "month" => Holds(f, day.Month), _ => true });

    static bool Admitted(AnalyticsQuery query, Event e) => query.Filters.All(f => (f, f.Dimension.Name) switch
    {
        (NumberFilter n, "agency") => Holds(n, e.Agency),
        (TextFilter t, var name) => t.Values.Contains(e.Text(name) ?? "none") != t.Excludes,
        _ => true,
    }) && query.Measures.Any(m => m.Formula.Facts.Contains(e.Claim is null ? Fact.Policies : Fact.Claims));

    static bool Holds(NumberFilter filter, int? number) =>
        (number is { } n ? filter.Ranges.Any(r => n >= r.First && n <= r.Last) : filter.NamesNone) != filter.Excludes;

    static string Key(IReadOnlyList<Dimension> by, Event e) => string.Join('/', by.Select(d => d.Name switch
    {
        "agency" => e.Agency?.ToString() ?? "none",
        "year" => $"{e.Shown.Year}",
        "month" => $"{e.Shown.Month}",
        var name => e.Text(name) ?? "none",
    }));

    /// <summary>A day of a policy, or a claim.</summary>
    sealed record Event(
        DateOnly Day, DateOnly Shown, int? Agency, string? Product, string? Line, string? State, string Status, Claim? Claim, long PremiumCents, long EarnedCents)
    {
        public string? Text(string dimension) => dimension switch
        {
            "product" => Product,
            "product_line" => Line,
            "state" => State,
            "status" => Status,
            "cause" => Claim?.Details.Cause,
            var other => throw new InvalidOperationException(other),
        };
    }
}
