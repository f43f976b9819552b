using System.Text;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Sql;

/// <summary>What the database is asked, for people to read: from the summary tables wherever they know the answer.</summary>
public sealed class GeneratedSqlTests
{
    static readonly MemberCodes s_codes = new(Star.Random(seed: 1).Dimensions);

    static readonly string[] s_queries =
    [
        "by=state,year measures=written_premium,loss_ratio",
        "by=product measures=written_premium product_line=CL state=OH",
        "by=agency measures=policies_in_force year=2006..2007",
        "by=vendor,product_line measures=earned_premium",
        "by=agency,product measures=premium_growth,retention_ratio",
        "by=state measures=agencies",
        "measures=incurred_losses from=2006-03-01",
        "by=primary_agency measures=written_premium primary_agency=2,none appointment_decade=!none vendor=A",
        "by=agency measures=written_premium primary_agency=none vendor=!A",
        "by=appointment_decade,agency_size measures=written_premium",
        "by=platform measures=hit_ratio product_line=!PL",
        "by=year measures=written_premium state=OH,IN",
        "measures=written_premium state=XX",
    ];

    [Theory]
    [InlineData("sqlite", "sqlite:never-opened.db")]
    [InlineData("postgres", "postgres://never-opened/claimbook")]
    public void The_database_is_asked_for_sums_from_the_smallest_table(string kind, string url)
    {
        var database = Database.FromUrl(url);
        var text = new StringBuilder();
        foreach (var query in s_queries)
            Append(text, query, RowScope.All, database);
        Append(text, "by=state measures=written_premium", RowScope.Of([7]), database);
        Golden.Check($"tests/ClaimBook.Engine.Tests/Sql/groups.{kind}.sql", text.ToString());
    }

    [Theory]
    [InlineData("sqlite", "sqlite:never-opened.db")]
    [InlineData("postgres", "postgres://never-opened/claimbook")]
    public void The_database_is_asked_for_rows_in_the_order_of_their_key(string kind, string url)
    {
        var database = Database.FromUrl(url);
        var query = Queries.Parse("measures=written_premium product=BOP vendor=A from=2006-12-31");
        var selection = new Selection(query, RowScope.All, s_codes.Members);
        var admitted = selection.Admitted(Fact.Performance, selection.Current.Years);
        var text = new StringBuilder();
        Append(text, "the first 100 rows", StarSelect.Rows(admitted, after: null, sort: [], offset: 0, limit: 100, s_codes, database));
        Append(text, "the next 100 rows", StarSelect.Rows(admitted, new FactKey(14, 3, 2, 2010), sort: [], offset: 0, limit: 100, s_codes, database));
        SortKey[] sort = [new("product", Descending: false), new("agency_size", Descending: true), new("loss_ratio_3yr", Descending: true), new("cl_mds_quoted", Descending: false)];
        Append(text, "100 rows at a place of an order", StarSelect.Rows(admitted, after: null, sort, offset: 5000, limit: 100, s_codes, database));
        Append(text, "how many rows", StarSelect.Count(admitted, s_codes, database));
        Append(text, "how many rows of all", StarSelect.Count(new Dictionary<Dimension, bool[]>(), s_codes, database));
        Golden.Check($"tests/ClaimBook.Engine.Tests/Sql/rows.{kind}.sql", text.ToString());
    }

    static void Append(StringBuilder text, string query, RowScope scope, Database database)
    {
        var title = scope.IsAll ? query : $"{query}, for agency 7 alone";
        QueryAnswer.Of(Queries.Parse(query), scope, s_codes.Members, aggregation =>
        {
            Append(text, title, StarSelect.Groups(aggregation, s_codes, database));
            return new Aggregate([], [.. aggregation.Quantities.Select(_ => Array.Empty<long>())], aggregation.CountsAgencies ? [] : null);
        });
    }

    static void Append(StringBuilder text, string title, StarSelect select)
    {
        text.Append("-- ").Append(title).Append('\n').Append(select.Text).Append(";\n");
        foreach (var (name, value) in select.Parameters)
            text.Append("-- @").Append(name).Append(" = ").Append(value is Array list ? $"{{{string.Join(", ", list.Cast<object>())}}}" : value).Append('\n');
        text.Append('\n');
    }
}
