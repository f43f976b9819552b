using System.Text.Json;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests;

public sealed class DetailTableTests : IDisposable
{
    /// <summary>For columns of the details, the column of the file that they come from.</summary>
    static readonly Dictionary<string, string> s_fileColumns = new()
    {
        ["agency"] = "AGENCY_ID",
        ["primary_agency"] = "PRIMARY_AGENCY_ID",
        ["vendor"] = "VENDOR",
        ["product"] = "PROD_ABBR",
        ["product_line"] = "PROD_LINE",
        ["state"] = "STATE_ABBR",
        ["year"] = "STAT_PROFILE_DATE_YEAR",
        ["months"] = "MONTHS",
        ["retained_policies"] = "RETENTION_POLY_QTY",
        ["policies_in_force"] = "POLY_INFORCE_QTY",
        ["prior_policies_in_force"] = "PREV_POLY_INFORCE_QTY",
        ["new_business_premium"] = "NB_WRTN_PREM_AMT",
        ["written_premium"] = "WRTN_PREM_AMT",
        ["prior_written_premium"] = "PREV_WRTN_PREM_AMT",
        ["earned_premium"] = "PRD_ERND_PREM_AMT",
        ["incurred_losses"] = "PRD_INCRD_LOSSES_AMT",
        ["retention_ratio"] = "RETENTION_RATIO",
        ["loss_ratio_3yr"] = "LOSS_RATIO_3YR",
        ["growth_rate_3yr"] = "GROWTH_RATE_3YR",
        ["appointment_year"] = "AGENCY_APPOINTMENT_YEAR",
        ["active_producers"] = "ACTIVE_PRODUCERS",
        ["max_age"] = "MAX_AGE",
        ["min_age"] = "MIN_AGE",
        ["vendor_indicator"] = "VENDOR_IND",
        ["pl_start_year"] = "PL_START_YEAR",
        ["pl_end_year"] = "PL_END_YEAR",
        ["commissions_start_year"] = "COMMISIONS_START_YEAR",
        ["commissions_end_year"] = "COMMISIONS_END_YEAR",
        ["cl_start_year"] = "CL_START_YEAR",
        ["cl_end_year"] = "CL_END_YEAR",
        ["activity_notes_start_year"] = "ACTIVITY_NOTES_START_YEAR",
        ["activity_notes_end_year"] = "ACTIVITY_NOTES_END_YEAR",
        ["cl_mds_quoted"] = "CL_QUO_CT_MDS",
        ["cl_mds_bound"] = "CL_BOUND_CT_MDS",
        ["cl_sbz_quoted"] = "CL_QUO_CT_SBZ",
        ["cl_sbz_bound"] = "CL_BOUND_CT_SBZ",
        ["cl_eqt_quoted"] = "CL_QUO_CT_eQT",
        ["cl_eqt_bound"] = "CL_BOUND_CT_eQT",
        ["pl_elinks_quoted"] = "PL_QUO_CT_ELINKS",
        ["pl_elinks_bound"] = "PL_BOUND_CT_ELINKS",
        ["pl_plrank_quoted"] = "PL_QUO_CT_PLRANK",
        ["pl_plrank_bound"] = "PL_BOUND_CT_PLRANK",
        ["pl_eqtte_quoted"] = "PL_QUO_CT_eQTte",
        ["pl_eqtte_bound"] = "PL_BOUND_CT_eQTte",
        ["pl_applied_quoted"] = "PL_QUO_CT_APPLIED",
        ["pl_applied_bound"] = "PL_BOUND_CT_APPLIED",
        ["pl_transactnow_quoted"] = "PL_QUO_CT_TRANSACTNOW",
        ["pl_transactnow_bound"] = "PL_BOUND_CT_TRANSACTNOW",
    };

    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_value_of_the_extract_comes_back_under_its_column()
    {
        var extract = Extract.Require();
        var lines = await File.ReadAllLinesAsync(extract, TestContext.Current.CancellationToken);
        var names = lines[0].Split(',');
        var raw = lines.Skip(1).Select(l => names.Zip(l.Split(',')).ToDictionary(f => f.First, f => f.Second)).ToList();
        var written2014 = raw.Where(r => r["STAT_PROFILE_DATE_YEAR"] == "2014").GroupBy(r => r["AGENCY_ID"])
            .ToDictionary(g => g.Key, g => g.Sum(r => decimal.Parse(r["WRTN_PREM_AMT"])));

        var json = await Written.Json(Load(extract, DetailTable.Columns));

        var rows = json.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(raw.Count, rows.Count);
        foreach (var row in rows)
        {
            var source = raw[row.GetProperty("sourceLine").GetInt32() - 2];
            Assert.Equal(1, row.GetProperty("loadId").GetInt32());
            foreach (var (name, column) in s_fileColumns)
                Assert.True(IsSame(row.GetProperty(name), source[column], column), $"{name} is {row.GetProperty(name)}, {column} {source[column]}");
            var isCode = source["LOSS_RATIO"] is "99999" or "99998" or "99997";
            Assert.True(IsSame(row.GetProperty("loss_ratio"), isCode ? "99999" : source["LOSS_RATIO"], "LOSS_RATIO"));
            Assert.Equal(isCode ? source["LOSS_RATIO"] : "", $"{row.GetProperty("loss_ratio_code")}");
            Assert.Equal(source["AGENCY_APPOINTMENT_YEAR"] == "99999" ? "" : source["AGENCY_APPOINTMENT_YEAR"][..3] + "0", $"{row.GetProperty("appointment_decade")}");
            Assert.Equal(Band(written2014.GetValueOrDefault(source["AGENCY_ID"])), row.GetProperty("agency_size").GetString());
        }
    }

    [Fact]
    public async Task Without_a_choice_the_columns_are_those_of_a_row_with_its_dimensions()
    {
        Assert.True(DetailTable.TrySelect(null, out var columns, out _));
        var json = await Written.Json(Load(_directory.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line("LOSS_RATIO=99998", "CL_QUO_CT_MDS=5"))), columns));
        Assert.Equal(
            "agency,primary_agency,vendor,agency_size,appointment_decade,product,product_line,state,year,months,retained_policies,policies_in_force,"
            + "prior_policies_in_force,new_business_premium,written_premium,prior_written_premium,earned_premium,incurred_losses,retention_ratio,loss_ratio,"
            + "loss_ratio_code,loss_ratio_3yr,growth_rate_3yr,loadId,sourceLine",
            string.Join(',', json.GetProperty("rows")[0].EnumerateObject().Select(p => p.Name)));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("rows")[0].GetProperty("loss_ratio").ValueKind);
        Assert.Equal(99998, json.GetProperty("rows")[0].GetProperty("loss_ratio_code").GetInt32());
        Assert.False(json.TryGetProperty("total", out _));
        Assert.False(json.TryGetProperty("nextCursor", out _));
    }

    [Fact]
    public void Columns_can_be_chosen_by_name()
    {
        Assert.True(DetailTable.TrySelect("sourceLine, written_premium,cl_mds_quoted", out var columns, out _));
        Assert.Equal(["sourceLine", "written_premium", "cl_mds_quoted"], columns.Select(c => c.Name));
        Assert.True(DetailTable.TrySelect("all", out var all, out _));
        // The file's 49 columns, the decade, the size, the code of LOSS_RATIO, the load and its line.
        Assert.Equal(49 + 5, all.Count);
        Assert.Equal(all.Count, all.Select(c => c.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("writen_premium", "'writen_premium' is unknown; did you mean 'written_premium'? Allowed: all, agency, primary_agency, ")]
    [InlineData("", "'' is unknown. Allowed: all, agency, ")]
    [InlineData("year,year", "names 'year' twice; name each once")]
    public void A_wrong_choice_is_named_with_what_is_allowed(string names, string message)
    {
        Assert.False(DetailTable.TrySelect(names, out _, out var problem));
        Assert.Equal("columns", problem.Parameter);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    ExportTable Load(string path, IReadOnlyList<DetailColumn> columns)
    {
        var database = Database.FromUrl($"sqlite:{_directory["claimbook.db"]}");
        var report = new Loader(database).Load(path, new LoadOptions());
        using var connection = database.Connect();
        var details = new DetailTable(Dimensions.ReadAll(connection), Dimensions.ReadPublishedRatios(connection));
        return details.Of(columns, [.. FactPerformance.ReadAll(connection)], report.Inserted);
    }

    /// <summary>Whether a value is what the file says, null where the file's code says missing.</summary>
    static bool IsSame(JsonElement value, string source, string column)
    {
        var file = PerformanceFile.Columns.Single(c => c.Name == column);
        if (source == "99999" && file.HasMissingCode)
            return value.ValueKind == JsonValueKind.Null;
        return file.Kind switch
        {
            ColumnKind.Text => value.GetString() == source,
            ColumnKind.Ratio => value.GetDouble() == double.Parse(source),
            _ => value.GetDecimal() == decimal.Parse(source),
        };
    }

    static string Band(decimal written) => written switch
    {
        <= 0 => "no premium",
        < 100_000 => "under 100k",
        < 500_000 => "100k to 500k",
        < 1_000_000 => "500k to 1M",
        < 5_000_000 => "1M to 5M",
        _ => "5M and over",
    };
}
