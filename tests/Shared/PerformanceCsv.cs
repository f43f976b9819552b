using ClaimBook.Engine.Semantics;

namespace ClaimBook.Tests.Shared;

/// <summary>Writes small performance files by hand: every column has a plain value until a test says otherwise.</summary>
public static class PerformanceCsv
{
    static readonly Dictionary<string, string> s_plain = new()
    {
        ["AGENCY_ID"] = "7",
        ["PRIMARY_AGENCY_ID"] = "99999",
        ["PROD_ABBR"] = "HOMEOWNERS",
        ["PROD_LINE"] = "PL",
        ["STATE_ABBR"] = "OH",
        ["STAT_PROFILE_DATE_YEAR"] = "2010",
        ["MONTHS"] = "12",
        ["VENDOR_IND"] = "N",
        ["VENDOR"] = "Unknown",
    };

    /// <summary>The header line, without a line end.</summary>
    public static string Header => string.Join(',', PerformanceFile.Columns.Select(c => c.Name));

    /// <summary>A line with these values, written COLUMN=value; 0 or the plain value elsewhere.</summary>
    public static string Line(params string[] values)
    {
        var set = values.Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
        Assert.All(set.Keys, k => Assert.Contains(k, PerformanceFile.Columns.Select(c => c.Name)));
        return string.Join(',', PerformanceFile.Columns.Select(c => set.GetValueOrDefault(c.Name) ?? s_plain.GetValueOrDefault(c.Name, "0")));
    }

    /// <summary>A whole file: the header and these lines, CRLF.</summary>
    public static string File(params string[] lines) => string.Concat(lines.Prepend(Header).Select(l => l + "\r\n"));
}
