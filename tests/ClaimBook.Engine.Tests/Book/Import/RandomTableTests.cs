using System.Globalization;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>Any table of valid claims, written as people write tables, reads back equal.</summary>
public sealed class RandomTableTests(PostgresServer postgres)
{
    static readonly string[] s_dates = ["yyyy-MM-dd", "M/d/yyyy", "d/M/yyyy", "dd.MM.yyyy", "d MMM yyyy", "yyyyMMdd"];

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Any_order_case_separator_and_format_reads_back_equal(string kind)
    {
        using var book = new TestBook(kind, postgres);
        using var desk = new ImportDesk(book.Database);
        for (var seed = 1; seed <= (kind == "sqlite" ? 60 : 10); seed++)
        {
            var random = new Random(seed);
            var claims = Enumerable.Range(1, random.Next(3, 40)).Select(i => Claim(random, $"S{seed}-{i}")).ToList();
            // Days and amounts that leave no question.
            claims.Add(new Row($"S{seed}-0", new(2024, 1, 31), new(2024, 2, 29), 1234_56, 7_89, 0, "Fire, wind", "say \"no\"; or\ttab|bar"));

            desk.ImportAll(Text(random, claims));

            foreach (var row in claims)
            {
                var claim = desk.Claim(row.Reference);
                Assert.Equal(row, new Row(
                    claim.Reference, claim.Details.LossDate!.Value, claim.Details.ReportedDate, claim.Money.Paid, claim.Money.Outstanding, claim.Money.Recovered,
                    claim.Details.Cause, claim.Details.Description));
            }
        }
    }

    static Row Claim(Random random, string reference)
    {
        var loss = new DateOnly(2020, 1, 1).AddDays(random.Next(1400));
        long paid = random.Next(2) * random.Next(10_000_000);
        return new Row(
            reference, loss, loss.AddDays(random.Next(100)), paid, random.Next(3) * random.Next(1_000_000), random.Next(2) * (paid / 3),
            new[] { "Fire", "Wind", "Åska" }[random.Next(3)], new[] { "", "Kitchen", "A, b; c", "5\" pipe" }[random.Next(4)]);
    }

    static string Text(Random random, List<Row> rows)
    {
        var separator = ",;\t|"[random.Next(4)];
        var comma = random.Next(2) == 1;
        var date = s_dates[random.Next(s_dates.Length)];
        (string[] Names, Func<Row, string> Of)[] columns =
        [
            (["Claim Reference", "Claim No", "Ref"], r => r.Reference), (["DOL", "Date of Loss", "lossDate"], r => r.Loss.ToString(date, CultureInfo.InvariantCulture)),
            (["Reported", "Date Notified"], r => r.Reported.ToString(date, CultureInfo.InvariantCulture)), (["Paid", "Total Paid"], r => Amount(r.Paid)),
            (["Reserve", "O/S", "outstanding"], r => Amount(r.Outstanding)), (["Recoveries", "Subrogation"], r => Amount(r.Recovered)),
            (["Cause of Loss", "Peril"], r => r.Cause), (["Narrative", "Description"], r => r.Description), (["Adjuster"], _ => "nobody"),
            (["Total Incurred", "Claim Cost"], r => Amount(r.Paid + r.Outstanding - r.Recovered)),
        ];
        random.Shuffle(columns);
        var lines = new List<string> { Line(columns.Select(c => Cased(c.Names[random.Next(c.Names.Length)]))) };
        lines.AddRange(rows.OrderBy(_ => random.Next()).Select(r => Line(columns.Select(c => c.Of(r)))));
        return string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines);

        string Line(IEnumerable<string> values) => string.Join(separator, values.Select(v => v.AsSpan().ContainsAny($"{separator}\"") || random.Next(4) == 0 ? $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : v));
        string Cased(string name) => random.Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name.Replace(' ', '_'), _ => name.ToLowerInvariant() };
        string Amount(long cents)
        {
            var text = (cents / 100m).ToString(random.Next(2) == 0 ? "0.00" : "#,##0.00", CultureInfo.InvariantCulture);
            return comma ? text.Replace(',', ' ').Replace('.', ',') : text;
        }
    }

    sealed record Row(string Reference, DateOnly Loss, DateOnly Reported, long Paid, long Outstanding, long Recovered, string Cause, string Description);
}
