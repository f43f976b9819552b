using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace ClaimBook.Tests;

/// <summary>The premium report as a user writes it.</summary>
public sealed class ReportCommandTests : IDisposable
{
    static readonly XNamespace s_sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    readonly TestDirectory _directory = new();

    public ReportCommandTests()
    {
        var file = _directory.Write("book.csv", PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=16", "WRTN_PREM_AMT=10.05", "PRD_ERND_PREM_AMT=5", "PRD_INCRD_LOSSES_AMT=2", "POLY_INFORCE_QTY=3"),
            PerformanceCsv.Line("AGENCY_ID=3", "WRTN_PREM_AMT=-3.01", "NB_WRTN_PREM_AMT=1.5"),
            PerformanceCsv.Line("AGENCY_ID=3", "PROD_ABBR=BOP", "PROD_LINE=CL", "WRTN_PREM_AMT=20"),
            PerformanceCsv.Line("AGENCY_ID=3", "STAT_PROFILE_DATE_YEAR=2012", "WRTN_PREM_AMT=1000")));
        Assert.Equal(0, ClaimBookProcess.Run("load", file, "--data", _directory["data"]).ExitCode);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_written_in_the_format_that_the_file_is_named_after()
    {
        foreach (var name in new[] { "report.csv", "report.json", "report.XLSX" })
        {
            var (exitCode, output, error) = Report("--from", "2010-01-01", "--to", "2010-12-31", "--subtotals", "--out", _directory[name]);
            Assert.Equal((0, "", $"5 rows written to {_directory[name]}.\n"), (exitCode, output, error));
        }

        Assert.Equal(
            "agency,product_line,subtotal,policies_in_force,new_business_premium,renewal_premium,written_premium,earned_premium,incurred_losses,loss_ratio,written_premium_share\r\n"
            + "3,CL,false,0,0.00,20.00,20.00,0.00,0.00,,0.7396449704142012\r\n"
            + "3,PL,false,0,1.50,-4.51,-3.01,0.00,0.00,,-0.11131656804733728\r\n"
            + "3,,true,0,1.50,15.49,16.99,0.00,0.00,,0.6283284023668639\r\n"
            + "16,PL,false,3,0.00,10.05,10.05,5.00,2.00,0.4,0.3716715976331361\r\n"
            + "16,,true,3,0.00,10.05,10.05,5.00,2.00,0.4,0.3716715976331361\r\n",
            File.ReadAllText(_directory["report.csv"]));
        var json = JsonDocument.Parse(File.ReadAllText(_directory["report.json"])).RootElement;
        Assert.Equal(27.04m, json.GetProperty("total").GetProperty("written_premium").GetDecimal());
        Assert.Equal([20m, -3.01m, 16.99m, 10.05m, 10.05m, 27.04m], XlsxColumn(_directory["report.XLSX"], "Written premium"));
    }

    [Fact]
    public void Without_a_file_it_is_a_table_and_filters_hold()
    {
        var (exitCode, output, _) = Report("--where", "year=2010", "--where", "product_line=PL");
        Assert.Equal(0, exitCode);
        Assert.Contains("Agency   Product line   Policies in force", output, StringComparison.Ordinal);
        Assert.Matches(@"Total\s+3\s+1\.50\s+5\.54\s+7\.04\s+5\.00\s+2\.00\s+40\.0 %\s+100\.0 %", output);
    }

    [Fact]
    public void Csv_and_json_go_to_standard_output_when_asked_for()
    {
        Assert.StartsWith("agency,", Report("--format", "csv").Output, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(Report("--format", "json", "--where", "year=2010").Output).RootElement.GetProperty("rowCount").GetInt32());
        Assert.Equal(3, JsonDocument.Parse(Report("--json", "--where", "year=2010").Output).RootElement.GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public void A_workbook_is_not_written_to_a_terminal()
    {
        var transcript = _directory["transcript"];
        // script gives the program a terminal of its own.
        var (_, output, _) = ClaimBookProcess.RunProgram(
            "script", "--quiet", "--return", "--command", $"{ClaimBookProcess.Executable} report premium --format xlsx --data {_directory["data"]}; echo exit code $?", transcript);
        Assert.Contains("claimbook: --format xlsx is not for a terminal; name a file with --out.", output, StringComparison.Ordinal);
        Assert.Contains("exit code 2", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format table --out x.csv", "claimbook: --format table is for a terminal; with --out choose json, csv, xlsx.")]
    [InlineData("--where OH", "claimbook: --where 'OH' is not a filter like state=OH.")]
    [InlineData("--where sate=OH", "claimbook: sate: is not a parameter or a dimension; did you mean 'state'?")]
    [InlineData("--from 2010-13-01", "claimbook: from: '2010-13-01' is not a date like 2014-06-30")]
    [InlineData("--where platform=MDS", "claimbook: platform: is not a parameter or a dimension")]
    public void What_is_wrong_is_said_with_what_is_allowed(string options, string message)
    {
        var (exitCode, output, error) = Report(options.Split(' '));
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejected_lines_can_be_had_in_every_format()
    {
        var bad = _directory.Write("bad.csv", PerformanceCsv.File(PerformanceCsv.Line("MONTHS=13", "AGENCY_ID=9"), PerformanceCsv.Line("AGENCY_ID=10")));
        Assert.Equal(3, ClaimBookProcess.Run("load", bad, "--max-reject-rate", "0.5", "--data", _directory["data"]).ExitCode);

        var csv = ClaimBookProcess.Run("export", "rejects", "--load", "2", "--data", _directory["data"]).Output;
        var json = ClaimBookProcess.Run("export", "rejects", "--load", "2", "--format", "json", "--data", _directory["data"]).Output;
        ClaimBookProcess.Run("export", "rejects", "--load", "2", "--out", _directory["rejects.xlsx"], "--data", _directory["data"]);

        Assert.StartsWith("line,column,value,reason,raw\r\n2,MONTHS,13,", csv, StringComparison.Ordinal);
        var row = JsonDocument.Parse(json).RootElement.GetProperty("rows")[0];
        Assert.Equal((2, "MONTHS"), (row.GetProperty("line").GetInt32(), row.GetProperty("column").GetString()));
        Assert.Equal([2m], XlsxColumn(_directory["rejects.xlsx"], "Line"));
    }

    (int ExitCode, string Output, string Error) Report(params string[] options) =>
        ClaimBookProcess.Run(["report", "premium", "--data", _directory["data"], .. options]);

    /// <summary>The numbers under a label on the first sheet, straight from its XML.</summary>
    static List<decimal> XlsxColumn(string path, string label)
    {
        using var zip = ZipFile.OpenRead(path);
        using var part = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var cells = XDocument.Load(part).Descendants(s_sheet + "c").ToList();
        var column = cells.Single(c => c.Value == label).Attribute("r")!.Value.TrimEnd('1');
        return [.. cells.Where(c => c.Attribute("r")!.Value.TrimEnd("0123456789".ToCharArray()) == column && c.Element(s_sheet + "v") is not null).Select(c => decimal.Parse(c.Value))];
    }
}
