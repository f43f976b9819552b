namespace ClaimBook.Browser.Tests.Stage;

/// <summary>A row of the performance file, with what tests reckon with: its line, the header being line 1, the line as it stands there, and some of its
/// columns.</summary>
sealed record Fact(
    int Line, string Text, int Agency, string Product, string ProductLine, string State, int Year, decimal Written, decimal Earned, decimal Incurred)
{
    /// <summary>Reads the rows of a file that quotes nothing, the plain way.</summary>
    public static List<Fact> Read(string file)
    {
        var lines = File.ReadAllLines(file);
        var columns = lines[0].Split(',').Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. lines.Index().Skip(1).Select(l => Of(l.Index + 1, l.Item, l.Item.Split(','), columns))];
    }

    static Fact Of(int line, string text, string[] fields, Dictionary<string, int> columns)
    {
        Assert.DoesNotContain('"', text);
        return new(
            line, text, int.Parse(fields[columns["AGENCY_ID"]]), fields[columns["PROD_ABBR"]], fields[columns["PROD_LINE"]], fields[columns["STATE_ABBR"]],
            int.Parse(fields[columns["STAT_PROFILE_DATE_YEAR"]]), decimal.Parse(fields[columns["WRTN_PREM_AMT"]]),
            decimal.Parse(fields[columns["PRD_ERND_PREM_AMT"]]), decimal.Parse(fields[columns["PRD_INCRD_LOSSES_AMT"]]));
    }
}

/// <summary>Figures as a reader in the United States sees them.</summary>
static class Shown
{
    public static string Money(decimal value) => value < 0 ? $"-${-value:N2}" : $"${value:N2}";

    public static string Count(int value) => $"{value:N0}";
}
