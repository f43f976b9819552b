namespace ClaimBook.Tests;

/// <summary>A performance file read without ClaimBook's help: what tests compute their expectations from.</summary>
static class RawFile
{
    /// <summary>The rows of a file without quotes, in their order.</summary>
    public static IReadOnlyList<RawRow> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select((line, i) => new RawRow(i + 2, names.Zip(line.Split(',')).ToDictionary(f => f.First, f => f.Second)))];
    }
}

/// <summary>A row as it stands in the file.</summary>
/// <param name="SourceLine">Its line, the header being line 1.</param>
/// <param name="Values">Its values by column.</param>
sealed record RawRow(int SourceLine, IReadOnlyDictionary<string, string> Values)
{
    const string Missing = "99999";

    public string this[string column] => Values[column];

    public int Agency => Number("AGENCY_ID");

    public string Product => this["PROD_ABBR"];

    public string ProductLine => this["PROD_LINE"];

    public string State => this["STATE_ABBR"];

    public int Year => Number("STAT_PROFILE_DATE_YEAR");

    public int Number(string column) => int.Parse(this[column]);

    public decimal Amount(string column) => decimal.Parse(this[column]);

    /// <summary>Whether a column that has a missing code has a value.</summary>
    public bool Knows(string column) => this[column] != Missing;

    /// <summary>The whole number of a column that has a missing code.</summary>
    public int? Known(string column) => Knows(column) ? Number(column) : null;
}

/// <summary>The measures as the design defines them, straight from raw rows; null where there is no row or nothing to divide by.</summary>
static class RawMeasures
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<RawRow>, decimal?>> OfPerformance { get; } =
        new Dictionary<string, Func<IReadOnlyList<RawRow>, decimal?>>
        {
            ["written_premium"] = Written,
            ["new_business_premium"] = NewBusiness,
            ["renewal_premium"] = rows => Written(rows) - NewBusiness(rows),
            ["earned_premium"] = Earned,
            ["incurred_losses"] = Incurred,
            ["underwriting_result"] = rows => Earned(rows) - Incurred(rows),
            ["loss_ratio"] = rows => Ratio(Incurred(rows), Earned(rows)),
            ["written_loss_ratio"] = rows => Ratio(Incurred(rows), Written(rows)),
            ["new_business_share"] = rows => Ratio(NewBusiness(rows), Written(rows)),
            ["premium_growth"] = rows => Ratio(
                Written([.. rows.Where(r => r.Knows("PREV_WRTN_PREM_AMT"))]),
                Sum([.. rows.Where(r => r.Knows("PREV_WRTN_PREM_AMT"))], "PREV_WRTN_PREM_AMT")) - 1,
            ["retention_ratio"] = rows => Ratio(
                Sum([.. rows.Where(r => r.Knows("PREV_POLY_INFORCE_QTY"))], "RETENTION_POLY_QTY"),
                Sum([.. rows.Where(r => r.Knows("PREV_POLY_INFORCE_QTY"))], "PREV_POLY_INFORCE_QTY")),
        };

    /// <summary>Policies in force and the average premium are of one year: the latest of the selection.</summary>
    public static decimal? PoliciesInForce(IEnumerable<RawRow> rows, int latest) => Sum([.. rows.Where(r => r.Year == latest)], "POLY_INFORCE_QTY");

    public static decimal? AveragePremium(IReadOnlyList<RawRow> rows, int latest) =>
        Ratio(Written([.. rows.Where(r => r.Year == latest)]), PoliciesInForce(rows, latest));

    public static decimal? Agencies(IEnumerable<RawRow> rows) => rows.Select(r => r.Agency).Distinct().Count();

    /// <summary>The size of an agency by what it wrote in the latest complete year.</summary>
    public static string Size(decimal written) => written switch
    {
        <= 0 => "no premium",
        < 100_000 => "under 100k",
        < 500_000 => "100k to 500k",
        < 1_000_000 => "500k to 1M",
        < 5_000_000 => "1M to 5M",
        _ => "5M and over",
    };

    public static decimal? Written(IReadOnlyList<RawRow> rows) => Sum(rows, "WRTN_PREM_AMT");

    static decimal? NewBusiness(IReadOnlyList<RawRow> rows) => Sum(rows, "NB_WRTN_PREM_AMT");

    static decimal? Earned(IReadOnlyList<RawRow> rows) => Sum(rows, "PRD_ERND_PREM_AMT");

    static decimal? Incurred(IReadOnlyList<RawRow> rows) => Sum(rows, "PRD_INCRD_LOSSES_AMT");

    static decimal? Sum(IReadOnlyList<RawRow> rows, string column) => rows.Count == 0 ? null : rows.Sum(r => r.Amount(column));

    static decimal? Ratio(decimal? numerator, decimal? denominator) => denominator > 0 ? numerator / denominator : null;
}
