using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests;

/// <summary>The loss run and the claims bordereau as they are handed on, over HTTP and by commands.</summary>
public sealed class BookReportTests
{
    const string LossRun = "/api/v1/reports/loss-run", Bordereau = "/api/v1/reports/claims-bordereau";

    static readonly string[] s_formats = ["json", "csv", "xlsx"];

    [Fact]
    public async Task Two_loss_runs_with_the_same_valuation_date_before_and_after_later_payments_are_the_same_to_the_byte()
    {
        var time = new SetTime(new(2024, 4, 1, 9, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAt(time);
        var keeper = Kept(server.Database);
        Dictionary<string, byte[]> before = [];
        foreach (var format in s_formats)
        {
            before.Add(format, await server.Client.GetByteArrayAsync($"{LossRun}?holder=ADA&asOf=2024-03-31&format={format}", TestContext.Current.CancellationToken));
            Assert.Equal(before[format], Command("loss-run", format, "--holder", "ADA", "--as-of", "2024-03-31"));
        }
        Assert.Contains("P-1,Ada,2024-01-01,2025-01-01,C-1,2024-03-02,2024-03-05,Fire,open,200.00,300.00,500.00,0.00,2024-03-31", Text(before["csv"]), StringComparison.Ordinal);

        keeper.On(2024, 4, 2).Pay("C-1", 100_00, day: new(2024, 3, 30)).Close("C-1").Report("C-2", "P-1", new(2024, 3, 20));
        time.Now = new(2024, 9, 1, 23, 59, 58, TimeSpan.Zero);

        foreach (var format in s_formats)
        {
            Assert.Equal(before[format], await server.Client.GetByteArrayAsync($"{LossRun}?holder=ADA&asOf=2024-03-31&format={format}", TestContext.Current.CancellationToken));
            Assert.Equal(before[format], Command("loss-run", format, "--holder", "ADA", "--as-of", "2024-03-31"));
        }
        Assert.Contains(",300.00,0.00,300.00,0.00,2024-04-02", await server.Client.GetStringAsync($"{LossRun}?policy=p-1&asOf=2024-04-02&format=csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        byte[] Command(string report, string format, params string[] options)
        {
            var (exitCode, _, error) = ClaimBookProcess.Run(
                ["report", report, .. options, "--out", server[$"out.{format}"], "--database", $"sqlite:{server.Database.Location}"]);
            Assert.True(exitCode == 0, error);
            return File.ReadAllBytes(server[$"out.{format}"]);
        }
    }

    [Fact]
    public async Task The_bordereau_of_a_month_joins_that_of_the_month_before_and_commands_write_the_same()
    {
        await using var server = await TestServer.StartAt(new SetTime(new(2024, 5, 3, 9, 0, 0, TimeSpan.Zero)));
        Kept(server.Database).On(2024, 4, 2).Pay("C-1", 100_00, day: new(2024, 3, 30)).Pay("C-1", 5_50, MoneyKind.Expense);

        var march = Assert.Single((await server.Json($"{Bordereau}?month=2024-03")).Rows());
        var april = Assert.Single((await server.Json($"{Bordereau}?month=2024-04")).Rows());

        Assert.Equal((0m, 200m, 300m, 500m), (march.Figure("totalPreviouslyPaid"), march.Figure("totalPaidThisMonth"), march.Figure("totalOutstanding"), march.Figure("totalIncurred")));
        Assert.Equal((200m, 100m, 200m, 500m), (april.Figure("indemnityPreviouslyPaid"), april.Figure("indemnityPaidThisMonth"), april.Figure("indemnityOutstanding"), april.Figure("indemnityIncurred")));
        Assert.Equal((0m, 5.5m, 0m, 5.5m), (april.Figure("expensePreviouslyPaid"), april.Figure("expensePaidThisMonth"), april.Figure("expenseOutstanding"), april.Figure("expenseIncurred")));
        Assert.Equal((200m, 105.5m, 200m, 505.5m), (april.Figure("totalPreviouslyPaid"), april.Figure("totalPaidThisMonth"), april.Figure("totalOutstanding"), april.Figure("totalIncurred")));
        foreach (var format in s_formats)
        {
            var (exitCode, _, error) = ClaimBookProcess.Run(
                "report", "bordereau", "--month", "2024-04", "--out", server[$"b.{format}"], "--database", $"sqlite:{server.Database.Location}");
            Assert.True(exitCode == 0, error);
            Assert.Equal(
                await server.Client.GetByteArrayAsync($"{Bordereau}?month=2024-04&format={format}", TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(server[$"b.{format}"], TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_limited_user_sees_what_is_outside_as_if_it_did_not_exist()
    {
        await using var server = await TestServer.StartAt(new SetTime(new(2024, 4, 1, 9, 0, 0, TimeSpan.Zero)));
        Kept(server.Database).On(2024, 3, 20).Sell("P-9", "Ada", 16, new(2024, 1, 1)).Report("C-9", "P-9", new(2024, 3, 1)).Report("C-0", null, null);
        var (viewer, limited) = (server.ClientOf(Role.Viewer), server.ClientOf(Role.Viewer, 16));

        Assert.Equal(["P-1", "P-9"], await Values(viewer, $"{LossRun}?holder=ada&asOf=2024-03-31", "policy"));
        Assert.Equal(["P-9"], await Values(limited, $"{LossRun}?holder=ada&asOf=2024-03-31", "policy"));
        foreach (var (outside, unknown) in new[] { ("policy=P-1", "policy=P-8"), ("agency=3", "agency=4") })
        {
            var answers = await Task.WhenAll(new[] { outside, unknown }.Select(async question =>
            {
                using var response = await limited.GetAsync($"{LossRun}?{question}", TestContext.Current.CancellationToken);
                return (await TestServer.Problem(response, 404)).Text("detail")!.Replace(question.Replace('=', ' '), "X", StringComparison.Ordinal);
            }));
            Assert.Equal(answers[0], answers[1]);
        }
        Assert.Equal(["C-0", "C-1", "C-9"], await Values(viewer, $"{Bordereau}?month=2024-03", "claim"));
        Assert.Equal(["C-9"], await Values(limited, $"{Bordereau}?month=2024-03", "claim"));
        Assert.Empty(await Values(limited, $"{Bordereau}?month=2024-03&agency=3", "claim"));
    }

    [Fact]
    public async Task Wrong_parameters_are_named_all_at_once()
    {
        await using var server = await TestServer.StartAt(new SetTime(new(2024, 4, 1, 9, 0, 0, TimeSpan.Zero)));

        Assert.Equal(["holder"], await Wrong(LossRun));
        Assert.Equal(["asOf", "agency"], await Wrong($"{LossRun}?agency=x&asOf=2024-04-02"));
        Assert.Equal(["colour"], await Wrong($"{LossRun}?policy=P-1&colour=red"));
        Assert.Equal(["policy"], await Wrong($"{LossRun}?policy=P-1&policy=P-2"));
        Assert.Equal(["policy"], await Wrong($"{LossRun}?policy=%00"));
        Assert.Equal(["month"], await Wrong(Bordereau));
        Assert.Equal(["month", "agency"], await Wrong($"{Bordereau}?month=2024-05&agency=x"));
        Assert.Equal(["format"], await Wrong($"{Bordereau}?month=2024-03&format=pdf"));

        var (exitCode, output, error) = ClaimBookProcess.Run("report", "loss-run", "--agency", "x", "--as-of", "1999", "--data", server["none"]);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("claimbook: --as-of: must be a date like 2024-12-31, not later than today, ", error, StringComparison.Ordinal);
        Assert.EndsWith("\nclaimbook: --agency: must be an agency's number, like 3\n", error, StringComparison.Ordinal);
        (exitCode, _, error) = ClaimBookProcess.Run("report", "loss-run", "--holder", "Ada", "--as-of", "2024-01-31", "--data", server["none"]);
        Assert.Equal((1, "claimbook: On 2024-01-31 nothing was known of holder Ada.\n"), (exitCode, error));

        async Task<List<string>> Wrong(string address) =>
            [.. (await server.Problem(address, 400)).GetProperty("errors").EnumerateArray().Select(e => e.Text("parameter")!)];
    }

    [Fact]
    public async Task Every_one_is_in_the_audit_log_as_an_export()
    {
        await using var server = await TestServer.StartAt(new SetTime(new(2024, 4, 1, 9, 0, 0, TimeSpan.Zero)));
        Kept(server.Database);
        using var file = await server.Client.GetAsync($"{LossRun}?policy=P-1&format=xlsx", TestContext.Current.CancellationToken);
        Assert.Equal("attachment; filename=\"loss-run-2024-04-01.xlsx\"", file.Content.Headers.ContentDisposition!.ToString());
        await server.Json($"{Bordereau}?month=2024-03");

        Assert.Equal(
            [($"{Bordereau}?month=2024-03", "json; 1 rows"), ($"{LossRun}?policy=P-1&format=xlsx", "xlsx; 1 rows")],
            (await server.Json("/api/v1/audit?action=export")).Rows().Select(r => (r.Text("subject")!, r.Text("detail")!)));
    }

    /// <summary>A policy with a claim of 500 in March 2024, of which 200 are paid.</summary>
    static BookKeeper Kept(Database database)
    {
        var keeper = new BookKeeper(database);
        keeper.On(2024, 1, 1).Sell("P-1", "Ada", 3, new(2024, 1, 1));
        return keeper.On(2024, 3, 5).Report("C-1", "P-1", new(2024, 3, 2)).Reserve("C-1", 500_00).Pay("C-1", 200_00);
    }

    static async Task<List<string>> Values(HttpClient client, string address, string column) =>
        [.. JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(address, TestContext.Current.CancellationToken)).Rows().Select(r => r.Text(column)!)];

    static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
