namespace ClaimBook.Browser.Tests.Stage;

/// <summary>A row of the performance file, with what tests reckon with.</summary>
sealed record Fact(
    int Agency, string Product, string Line, string State, int Year, int Months, decimal Written, decimal NewBusiness, decimal PriorWritten, decimal Earned, decimal Incurred)
{
    /// <summary>Reads the rows below the header.</summary>
    public static List<Fact> Of(IReadOnlyList<string[]> csv)
    {
        var columns = csv[0].Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. csv.Skip(1).Select(r => new Fact(
            int.Parse(r[columns["AGENCY_ID"]]), r[columns["PROD_ABBR"]], r[columns["PROD_LINE"]], r[columns["STATE_ABBR"]], int.Parse(r[columns["STAT_PROFILE_DATE_YEAR"]]),
            int.Parse(r[columns["MONTHS"]]), decimal.Parse(r[columns["WRTN_PREM_AMT"]]), decimal.Parse(r[columns["NB_WRTN_PREM_AMT"]]),
            decimal.Parse(r[columns["PREV_WRTN_PREM_AMT"]]), decimal.Parse(r[columns["PRD_ERND_PREM_AMT"]]), decimal.Parse(r[columns["PRD_INCRD_LOSSES_AMT"]])))];
    }
}
