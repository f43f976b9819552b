using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Samples;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Sql;

public sealed class SqlDetailsTests(PostgresServer postgres)
{
    const int Rows = 3_000;

    /// <summary>Questions, and what must hold of a row of the file for it to be behind them.</summary>
    static readonly (string Query, Func<GeneratedRow, bool> Holds)[] s_questions =
    [
        ("", _ => true),
        ("product=HOMEOWNERS,BOP state=!OH", r => r.Product is "HOMEOWNERS" or "BOP" && r.State != "OH"),
        ("product_line=CL year=2008..2010", r => r.Line == "CL" && r.Year is >= 2008 and <= 2010),
        ("from=2007-12-31 to=2009-01-01", r => r.Year is >= 2007 and <= 2009),
        ("year=2013..2015 month=6..12", r => r.Year is 2013 or 2014),
        ("from=2005-01-01 to=2005-04-30", _ => false),
        ("primary_agency=none", r => r.Fields[1] == "99999"),
        ("primary_agency=!none appointment_decade=1950..1980", r => r.Fields[1] != "99999" && int.Parse(r.Fields[19]) is >= 1950 and < 1990),
        ("appointment_decade=none", r => r.Fields[19] == "99999"),
        ("vendor=!Unknown state=OH", r => r.Fields[PerformanceFile.Vendor] != "Unknown" && r.State == "OH"),
    ];

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Details_are_the_rows_of_the_file_for_which_the_filters_hold(string kind)
    {
        using var book = Loaded(kind, out var file);
        var engine = new SqlEngine(book.Database);
        foreach (var (question, holds) in s_questions)
        {
            foreach (var scope in new[] { RowScope.All, RowScope.Of(file.Rows.Select(r => r.Agency).Where(id => id % 2 == 0)), RowScope.Of([]) })
            {
                using var connection = book.Database.Connect();
                using var snapshot = book.Database.BeginRead(connection);
                var details = engine.Details(connection, Question(question), scope);
                var rows = details.Rows().ToList();
                var expected = file.Rows.Where(r => holds(r) && scope.Admits(r.Agency)).ToList();
                Assert.Equal(expected.Select(Text).Order(), rows.Select(Texts(connection)).Order());
                Assert.Equal(rows.OrderBy(r => r.Key.Packed), rows);
                Assert.Equal(expected.Count, details.Count());
                Assert.Equal(1, details.LoadId);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Pages_of_any_length_are_together_what_one_reading_gives(string kind)
    {
        using var book = Loaded(kind, out _);
        var engine = new SqlEngine(book.Database);
        using var connection = book.Database.Connect();
        using var snapshot = book.Database.BeginRead(connection);
        foreach (var (question, _) in s_questions)
        {
            var details = engine.Details(connection, Question(question), RowScope.All);
            var all = details.Rows().ToList();
            foreach (var limit in new[] { 97, 1_000, Rows, Rows + 1 })
            {
                List<PerformanceRow> paged = [];
                while (details.Rows(paged.Count == 0 ? null : paged[^1].Key, limit: limit).ToList() is { Count: > 0 } page)
                    paged.AddRange(page);
                Assert.Equal(all, paged);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_load_between_two_pages_neither_repeats_nor_hides_a_row_that_it_left_alone(string kind)
    {
        static string Line(int agency, int written) => PerformanceCsv.Line($"AGENCY_ID={agency}", $"WRTN_PREM_AMT={written}");
        using var book = new TestBook(kind, postgres);
        var engine = new SqlEngine(book.Database);
        book.Load(PerformanceCsv.File([.. Enumerable.Range(1, 40).Select(i => Line(10 * i, i))]));
        var first = Page(book, engine, after: null);

        // Every fourth agency goes, the one where the first page ended among them; every fourth changes; others appear all over.
        book.Load(
            PerformanceCsv.File([.. Enumerable.Range(1, 40).Where(i => i % 4 != 0).Select(i => Line(10 * i, i % 4 == 1 ? -i : i)),
                .. Enumerable.Range(1, 40).Select(i => Line((10 * i) + 5, i))]),
            new LoadOptions { Replace = true });
        List<int> seen = [.. first.Select(r => r.Key.AgencyId)];
        var last = first[^1].Key;
        while (Page(book, engine, last) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(r => r.Key.AgencyId));
            last = page[^1].Key;
        }

        Assert.Equal(120, first[^1].Key.AgencyId);
        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.Empty(Enumerable.Range(1, 40).Where(i => i % 4 is 2 or 3).Select(i => 10 * i).Except(seen));
    }

    [Fact]
    public void A_filter_that_facts_do_not_know_is_refused()
    {
        using var directory = new TestDirectory();
        var database = Databases.New("sqlite", directory, postgres);
        using var connection = database.Connect();
        var byPlatform = new AnalyticsQuery { Measures = [], Filters = [new TextFilter(InsuranceCatalog.Platform, Excludes: false, ["MDS"])] };
        Assert.Throws<ArgumentException>(() => new SqlEngine(database).Details(connection, byPlatform, RowScope.All));
    }

    TestBook Loaded(string kind, out GeneratedFile file)
    {
        file = new GeneratedFile(Rows);
        var book = new TestBook(kind, postgres);
        File.WriteAllBytes(book.Directory["sample.csv"], GeneratedFile.Bytes(Rows));
        book.LoadFile(book.Directory["sample.csv"]);
        return book;
    }

    static List<PerformanceRow> Page(TestBook book, SqlEngine engine, FactKey? after)
    {
        using var connection = book.Database.Connect();
        using var snapshot = book.Database.BeginRead(connection);
        return [.. engine.Details(connection, Question(""), RowScope.All).Rows(after, limit: 12)];
    }

    static AnalyticsQuery Question(string filters) => Queries.Parse($"measures=written_premium {filters}");

    static string Text(GeneratedRow r) => $"{r.Agency} {r.Product} {r.State} {r.Year} {r.InForce} {r.Written} {r.Losses} {r.Months}";

    static Func<PerformanceRow, string> Texts(System.Data.Common.DbConnection connection)
    {
        var products = Dimensions.ReadProducts(connection).ToDictionary(p => p.Id, p => p.Code);
        var states = Dimensions.ReadStates(connection).ToDictionary(s => s.Id, s => s.Code);
        return r => $"{r.Key.AgencyId} {products[r.Key.ProductId]} {states[r.Key.StateId]} {r.Key.Year} "
            + $"{r.PoliciesInForce} {Amount(r.WrittenCents)} {Amount(r.IncurredCents)} {r.Months}";
    }

    static string Amount(long cents) => (cents / 100m).ToString("0.##");
}
