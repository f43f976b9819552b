using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary>Where agencies stand, on small books computed by hand.</summary>
public sealed class AgencyStandingTests : IDisposable
{
    readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Equal_agencies_have_the_same_rank_and_share_the_percentile()
    {
        // Written 400, 300, 300, 100: ranks 1, 2, 2, 4; below and half of the equal ones: 3.5, 2, 2, 0.5 of 4.
        await using var server = await Start((1, 400, 10), (2, 300, 10), (3, 300, 10), (4, 100, 10));
        Assert.Equal((1, 4, 87.5m), await Standing(server, 1, "written_premium"));
        Assert.Equal((2, 4, 50m), await Standing(server, 2, "written_premium"));
        Assert.Equal((2, 4, 50m), await Standing(server, 3, "written_premium"));
        Assert.Equal((4, 4, 12.5m), await Standing(server, 4, "written_premium"));
    }

    [Fact]
    public async Task Of_the_loss_ratio_less_is_better()
    {
        // Earned as much as written: ratios 0.1, 0.5, 0.5, -0.2.
        await using var server = await Start((1, 100, 10), (2, 100, 50), (3, 200, 100), (4, 100, -20));
        Assert.Equal((1, 4, 87.5m), await Standing(server, 4, "loss_ratio"));
        Assert.Equal((2, 4, 62.5m), await Standing(server, 1, "loss_ratio"));
        Assert.Equal((3, 4, 25m), await Standing(server, 2, "loss_ratio"));
        Assert.Equal((3, 4, 25m), await Standing(server, 3, "loss_ratio"));
    }

    [Fact]
    public async Task An_agency_without_a_value_has_no_rank_and_is_nobodys_peer()
    {
        // Agency 2 earned nothing.
        await using var server = await Start((1, 100, 10), (2, 0, 10), (3, 100, 20));
        var without = await server.Json("/api/v1/agencies/2");
        Assert.Equal("no premium", Assert.Single(without.GetProperty("agency").Rows()).Text("agency_size"));
        Assert.Equal((null, 0, null), await Standing(server, 2, "loss_ratio"));
        Assert.Equal((1, 2, 75m), await Standing(server, 1, "loss_ratio"));
    }

    [Fact]
    public async Task An_agency_without_peers_is_first_of_one()
    {
        await using var server = await Start((1, 100, 10), (2, 6_000_000, 10));
        Assert.Equal((1, 1, 50m), await Standing(server, 2, "written_premium"));
        Assert.Equal((1, 1, 50m), await Standing(server, 2, "loss_ratio"));
    }

    [Fact]
    public async Task Where_no_year_is_complete_nobody_is_compared()
    {
        await using var server = await TestServer.Start(_files.Write("short.csv", PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=1", "STAT_PROFILE_DATE_YEAR=2015", "MONTHS=5", "WRTN_PREM_AMT=100"))));

        var card = await server.Json("/api/v1/agencies/1");

        Assert.Null(card.Number("comparedIn"));
        Assert.Empty(card.GetProperty("products").Rows());
        Assert.Equal(100m, Assert.Single(card.GetProperty("years").Rows()).Figure("written_premium"));
        Assert.Equal((null, 0, null), await Standing(server, 1, "written_premium"));
        Assert.Equal((1, null), (Assert.Single((await server.Json("/api/v1/agencies")).Rows()) is var row ? row.Number("agency") : 0, row.Figure("written_premium")));
    }

    [Fact]
    public async Task Before_the_first_load_there_are_no_agencies()
    {
        await using var server = await TestServer.Start();
        Assert.Empty((await server.Json("/api/v1/agencies")).Rows());
        Assert.Equal("There is no agency 1.", (await server.Problem("/api/v1/agencies/1", 404)).Text("detail"));
    }

    /// <summary>A server with one row for each agency in a complete year.</summary>
    Task<TestServer> Start(params (int Agency, int Premium, int Losses)[] agencies) => TestServer.Start(_files.Write("book.csv", PerformanceCsv.File(
        [.. agencies.Select(a => PerformanceCsv.Line(
            $"AGENCY_ID={a.Agency}", $"WRTN_PREM_AMT={a.Premium}", $"PRD_ERND_PREM_AMT={a.Premium}", $"PRD_INCRD_LOSSES_AMT={a.Losses}"))])));

    static async Task<(int? Rank, int? Peers, decimal? Percentile)> Standing(TestServer server, int agency, string measure)
    {
        JsonElement card = await server.Json($"/api/v1/agencies/{agency}");
        var standing = Assert.Single(card.GetProperty("standings").EnumerateArray(), s => s.Text("measure") == measure);
        return (standing.Number("rank"), standing.Number("peers"), standing.Figure("percentile"));
    }
}
