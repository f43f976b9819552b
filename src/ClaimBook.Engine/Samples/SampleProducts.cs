namespace ClaimBook.Engine.Samples;

/// <summary>A product and what is typical of it.</summary>
/// <param name="Line">CL commercial, PL personal.</param>
/// <param name="Code">Its code, with the spaces that the real codes have.</param>
/// <param name="Popularity">Share of the agencies that sell it, if they sell the whole range.</param>
/// <param name="AgencyPremium">Yearly premium of a middling agency in its home state, dollars.</param>
/// <param name="PolicyPremium">Yearly premium of a policy, dollars. Zero: a package, whose premium is booked under the products
/// in it.</param>
/// <param name="LossRatio">Expected losses over earned premium.</param>
/// <param name="ClaimSize">Mean size of a claim, dollars.</param>
/// <param name="FirstYear">The year in which it came to the market.</param>
/// <param name="TermMonths">Months after which a sold policy counts as retained. The 12-month successors of 6-month products take
/// over policies that count after six months, which is how the real file comes to retain more than there was a year before.</param>
sealed record SampleProduct(
    string Line,
    string Code,
    double Popularity,
    double AgencyPremium,
    double PolicyPremium,
    double LossRatio,
    double ClaimSize,
    int FirstYear = 2000,
    int TermMonths = 12)
{
    /// <summary>Policies of a middling agency in its home state.</summary>
    public double Policies => PolicyPremium > 0 ? AgencyPremium / PolicyPremium : 25;

    /// <summary>Whether the file counts policies: in commercial lines only of packages.</summary>
    public bool CountsPolicies => Line == "PL" || PolicyPremium == 0;
}

/// <summary>The products, in the order of the file.</summary>
static class SampleProducts
{
    public static IReadOnlyList<SampleProduct> All { get; } =
    [
        new("CL", "BOILERMACH", 0.90, 2_600, 260, 0.30, 9_000),
        new("CL", "BOP", 0.80, 7_000, 800, 0.60, 9_000),
        new("CL", "COMMAUTO", 1.00, 42_000, 3_200, 0.58, 6_500),
        new("CL", "COMMINLMAR", 0.85, 11_000, 900, 0.45, 9_000),
        new("CL", "COMMPOL", 0.95, 0, 0, 0, 0),
        new("CL", "COMMUMBREL", 0.75, 14_000, 1_100, 0.35, 150_000),
        new("CL", "CRIME", 0.75, 2_400, 240, 0.35, 9_000),
        new("CL", "FIREALLIED", 0.95, 35_000, 2_400, 0.65, 14_000),
        new("CL", "GARAGE", 0.75, 48_000, 6_000, 0.75, 9_000),
        new("CL", "GENERALIAB", 1.00, 27_000, 1_900, 0.50, 14_000),
        new("CL", "WORKCOMP", 0.75, 22_000, 3_800, 0.70, 13_000),
        new("PL", "ANNIV", 0.95, 130_000, 1_100, 0.62, 2_700),
        new("PL", "ANNIV   12", 0.85, 60_000, 1_200, 0.60, 2_700, FirstYear: 2012, TermMonths: 6),
        new("PL", "CYCLES", 0.45, 2_200, 300, 0.40, 3_200),
        new("PL", "CYCLES  12", 0.25, 1_100, 310, 0.40, 3_200, FirstYear: 2012),
        new("PL", "DTALK", 0.60, 4_000, 530, 0.50, 2_400),
        new("PL", "DTALK   12", 0.20, 1_000, 350, 0.50, 2_400, FirstYear: 2012, TermMonths: 6),
        new("PL", "DWELLFIRE", 0.85, 4_800, 470, 0.65, 8_000),
        new("PL", "HOMEOWNERS", 1.00, 62_000, 760, 0.66, 5_200),
        new("PL", "MOBILEHOME", 0.55, 1_300, 350, 0.55, 4_500),
        new("PL", "MOTORHOM12", 0.45, 1_200, 220, 0.45, 3_000, FirstYear: 2012),
        new("PL", "MOTORHOME", 0.75, 2_000, 215, 0.45, 3_000),
        new("PL", "PERSAIP", 0.05, 2_000, 1_300, 0.90, 3_500),
        new("PL", "PERSINLMAR", 0.18, 600, 260, 0.50, 3_000),
        new("PL", "PERSUMBREL", 0.80, 3_000, 235, 0.30, 90_000),
        new("PL", "SNOWMOBI12", 0.06, 350, 150, 0.40, 2_500, FirstYear: 2012),
        new("PL", "SNOWMOBILE", 0.15, 400, 150, 0.40, 2_500),
        new("PL", "YACHT", 0.30, 3_000, 650, 0.45, 7_000),
    ];
}
