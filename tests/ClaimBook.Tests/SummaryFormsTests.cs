using System.Text;
using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary>One answer in all its forms: JSON, CSV, and what the command prints.</summary>
public sealed class SummaryFormsTests(ExtractServer extract)
{
    [Theory]
    [InlineData("--by state,year --measures written_premium,loss_ratio")]
    [InlineData("--by product --where state=OH,PA --where year=2008..2012 --sort -written_premium --limit 5 --offset 2")]
    [InlineData("--by agency --having written_premium>1000000 --measures written_premium,agencies,average_premium")]
    [InlineData("--by year --compare prior_year --from 2009-03-01 --to 2011-06-30")]
    [InlineData("--by platform --measures quotes,binds,hit_ratio")]
    public async Task The_command_prints_the_same_answer_byte_for_byte(string arguments)
    {
        var server = await extract.Get();
        string[] words = arguments.Split(' ');

        var command = ClaimBookProcess.Run(["query", .. words, "--format", "json", "--database", $"sqlite:{server.Database.Location}"]);
        var parameters = words.Chunk(2).Select(p => p[0] == "--where" ? p[1] : $"{p[0][2..]}={p[1].Replace(">", "%3E")}");
        var answer = await server.Client.GetByteArrayAsync($"/api/v1/performance/summary?{string.Join('&', parameters)}", TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (command.ExitCode, command.Error));
        Assert.Equal(Encoding.UTF8.GetString(answer), command.Output);
    }

    [Theory]
    [InlineData("performance/summary?by=state,year&measures=written_premium,loss_ratio,policies_in_force,agencies")]
    [InlineData("performance/summary?by=product&from=2008-03-01&to=2009-10-15&compare=prior_year&sort=-written_premium&limit=7")]
    [InlineData("performance/summary?by=primary_agency,appointment_decade,agency_size&measures=average_premium,premium_growth,retention_ratio")]
    [InlineData("performance/summary?state=ZZ")]
    [InlineData("quotes/summary?by=product_line,platform")]
    public async Task Csv_has_the_values_of_the_json(string question)
    {
        var server = await extract.Get();

        var json = await server.Json($"/api/v1/{question}");
        var csv = Answers.Csv(await server.Client.GetByteArrayAsync($"/api/v1/{question}&format=csv", TestContext.Current.CancellationToken));

        Assert.Equal(json.Columns(), csv[0]);
        Assert.Equal(
            json.Rows().Select(r => string.Join('|', r.EnumerateObject().Select(v => v.Value.Written()))), csv.Skip(1).Select(line => string.Join('|', line)));
    }

    [Fact]
    public async Task Quotes_are_counted_once_for_each_agency_line_and_platform()
    {
        var server = await extract.Get();

        var answer = await server.Json("/api/v1/quotes/summary?by=product_line,platform");

        var platforms = ExtractServer.Rows[0].Values.Keys.Where(c => c.Contains("_QUO_CT_")).Select(c => (Line: c[..2], Name: c["CL_QUO_CT_".Length..]));
        var expected = platforms.OrderBy(p => p.Line, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => (p.Line, p.Name, Quotes: Count(p.Line, "QUO", p.Name), Binds: Count(p.Line, "BOUND", p.Name))).ToList();
        Assert.Equal(["columns", "rows", "total", "rowCount", "notices", "loadId"], answer.Names());
        Assert.Equal(["product_line", "platform", "quotes", "binds", "hit_ratio"], answer.Columns());
        Assert.Equal(
            expected, answer.Rows().Select(r => (r.Text("product_line")!, r.Text("platform")!, r.Number("quotes")!.Value, r.Number("binds")!.Value)));
        foreach (var (platform, row) in expected.Zip(answer.Rows()))
            Answers.Equal(platform.Quotes > 0 ? (decimal)platform.Binds / platform.Quotes : null, row.Figure("hit_ratio"), platform.Name);
        var (quotes, binds) = (expected.Sum(p => p.Quotes), expected.Sum(p => p.Binds));
        Assert.Equal((quotes, binds), (answer.Total().Number("quotes"), answer.Total().Number("binds")));
        Answers.Equal((decimal)binds / quotes, answer.Total().Figure("hit_ratio"), "total");
        Assert.Empty(answer.Notices());
    }

    [Fact]
    public async Task An_empty_selection_has_a_total_without_values_and_says_why()
    {
        var server = await extract.Get();

        var answer = await server.Json("/api/v1/performance/summary?by=year&state=ZZ&measures=written_premium,loss_ratio");

        Assert.Empty(answer.Rows());
        Assert.Equal(0, answer.Number("rowCount"));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null], answer.Total().EnumerateObject().Select(v => v.Value.ValueKind));
        Assert.Contains("No state in the data is 'ZZ'; known: IN, KY, MI, OH, PA, WV.", answer.Notices());
    }

    /// <summary>An agency's rows repeat its counts: they count once.</summary>
    static int Count(string line, string what, string platform) =>
        ExtractServer.Rows.DistinctBy(r => r.Agency).Sum(r => r.Known($"{line}_{what}_CT_{platform}") ?? 0);
}
