namespace ClaimBook.Engine.Semantics;

/// <summary>Everything that can be asked: the one list that queries, documentation and user interfaces are made from.</summary>
public static class InsuranceCatalog
{
    /// <summary>How many days of cover are a policy year.</summary>
    const double DaysOfYear = 365.25;

    /// <summary>The agency.</summary>
    public static Dimension Agency { get; } = new("agency", "Agency", "Agency number", KeyColumn.Agency, "3,16", IsWholeNumber: true);

    /// <summary>The master agency.</summary>
    public static Dimension PrimaryAgency { get; } = new("primary_agency", "Primary agency",
        "The master agency, if the agency is part of a group; none if it is not", KeyColumn.Agency, "3", IsWholeNumber: true) { IsAttribute = true };

    /// <summary>The product.</summary>
    public static Dimension Product { get; } = new("product", "Product", "Product code", KeyColumn.Product, "HOMEOWNERS,BOP");

    /// <summary>The product line.</summary>
    public static Dimension ProductLine { get; } =
        new("product_line", "Product line", "CL commercial lines, PL personal lines", KeyColumn.Line, "CL");

    /// <summary>The state.</summary>
    public static Dimension State { get; } = new("state", "State", "State of the risk, two letters", KeyColumn.State, "OH,PA");

    /// <summary>The statistical year.</summary>
    public static Dimension Year { get; } = new("year", "Year", "Statistical year; of the book the calendar year", KeyColumn.Year, "2008..2012", IsWholeNumber: true);

    /// <summary>The agency-management vendor.</summary>
    public static Dimension Vendor { get; } =
        new("vendor", "Vendor", "Agency-management vendor of the agency, Unknown where there is none", KeyColumn.Agency, "Unknown") { IsAttribute = true };

    /// <summary>The decade of appointment.</summary>
    public static Dimension AppointmentDecade { get; } = new("appointment_decade", "Appointed in decade",
        "First year of the decade in which the agency began to write for the company; none if not known", KeyColumn.Agency, "1980..1990", IsWholeNumber: true) { IsAttribute = true };

    /// <summary>The size band.</summary>
    public static Dimension AgencySize { get; } = new("agency_size", "Agency size",
        "Band of the agency's written premium in the latest complete year", KeyColumn.Agency, "1M to 5M") { IsAttribute = true };

    /// <summary>The quoting platform.</summary>
    public static Dimension Platform { get; } =
        new("platform", "Quoting platform", "Platform through which the agency asked for a quote", KeyColumn.Platform, "ELINKS");

    /// <summary>The calendar month.</summary>
    public static Dimension Month { get; } = new("month", "Month", "Calendar month, 1 to 12", KeyColumn.Month, "1..6", IsWholeNumber: true);

    /// <summary>The cause of a loss.</summary>
    public static Dimension Cause { get; } = new("cause", "Cause", "Cause of the loss", KeyColumn.Cause, "Fire,Hail");

    /// <summary>What a claim or a policy is.</summary>
    public static Dimension Status { get; } =
        new("status", "Status", "What the claim, or the policy, is on the day of the book", KeyColumn.Status, "open,reported") { RelatesFacts = false };

    /// <summary>All dimensions.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } =
        [Agency, PrimaryAgency, Product, ProductLine, State, Year, Vendor, AppointmentDecade, AgencySize, Platform, Month, Cause, Status];

    /// <summary>All measures.</summary>
    public static IReadOnlyList<Measure> Measures { get; } =
    [
        new("written_premium", "Written premium", "Premium of policies that began or renewed",
            new Sum(Quantity.Written)) { MoreIsBetter = true },
        new("new_business_premium", "New business premium", "Written premium of policies that are new to the company",
            new Sum(Quantity.NewBusiness)) { MoreIsBetter = true },
        new("renewal_premium", "Renewal premium", "Written premium of policies that renewed",
            new Sum(Quantity.Written, Quantity.NewBusiness)) { MoreIsBetter = true },
        new("earned_premium", "Earned premium", "The part of the premium whose time of cover has passed",
            new Sum(Quantity.Earned)) { MoreIsBetter = true },
        new("incurred_losses", "Incurred losses", "Losses paid and reserved; below zero where recoveries exceed them",
            new Sum(Quantity.Incurred)) { MoreIsBetter = false },
        new("underwriting_result", "Underwriting result", "Earned premium less incurred losses, before expenses",
            new Sum(Quantity.Earned, Quantity.Incurred)) { MoreIsBetter = true },
        new("loss_ratio", "Loss ratio", "What losses take of the premium earned",
            new Ratio(new Sum(Quantity.Incurred), new Sum(Quantity.Earned))) { MoreIsBetter = false },
        new("written_loss_ratio", "Loss ratio on written premium", "The loss ratio as the source file defines it",
            new Ratio(new Sum(Quantity.Incurred), new Sum(Quantity.Written))) { MoreIsBetter = false },
        new("new_business_share", "New business share", "How much of the written premium is new business",
            new Ratio(new Sum(Quantity.NewBusiness), new Sum(Quantity.Written))),
        new("premium_growth", "Premium growth", "Growth of written premium over the same months a year before, over rows whose prior is known",
            new Ratio(new Sum(Quantity.WrittenWithPrior), new Sum(Quantity.PriorWritten), Minus: 1)) { MoreIsBetter = true },
        new("retention_ratio", "Retention ratio", "How many of the policies of a year before are still active, over rows whose prior is known",
            new Ratio(new Sum(Quantity.RetainedWithPrior), new Sum(Quantity.PriorPoliciesInForce))) { MoreIsBetter = true },
        new("policies_in_force", "Policies in force", "Policies in force at the end of the latest year of the selection",
            new Balance(Quantity.PoliciesInForce)) { MoreIsBetter = true },
        new("average_premium", "Average premium", "Written premium for each policy in force, of the latest year of the selection",
            new Ratio(new Balance(Quantity.Written), new Balance(Quantity.PoliciesInForce))),
        new("agencies", "Agencies", "Agencies that have business here", new DistinctCount()),
        new("quotes", "Quotes", "Policies quoted", new Sum(Quantity.Quoted)) { MoreIsBetter = true },
        new("binds", "Binds", "Quoted policies that were bound", new Sum(Quantity.Bound)) { MoreIsBetter = true },
        new("hit_ratio", "Hit ratio", "How many of the quotes were bound",
            new Ratio(new Sum(Quantity.Bound), new Sum(Quantity.Quoted))) { MoreIsBetter = true },
        new("claims_reported", "Claims reported", "Claims whose loss was in the period", new Sum(Quantity.Claims)) { MoreIsBetter = false },
        new("claims_open", "Open claims", "Claims of the period that are not settled or refused", new Sum(Quantity.OpenClaims)) { MoreIsBetter = false },
        new("claims_closed", "Closed claims", "Claims of the period that are settled or refused", new Sum(Quantity.Claims, Quantity.OpenClaims)),
        new("paid", "Paid", "What was paid on claims of the period", new Sum(Quantity.Paid)) { MoreIsBetter = false },
        new("outstanding", "Outstanding", "What is reserved and not yet paid on claims of the period", new Sum(Quantity.Outstanding)) { MoreIsBetter = false },
        new("recoveries", "Recoveries", "What came back of what was paid on claims of the period", new Sum(Quantity.Recovered)) { MoreIsBetter = true },
        new("incurred", "Incurred", "What claims of the period cost: paid + outstanding - recoveries",
            new Sum(Quantity.IncurredOnClaims)) { MoreIsBetter = false },
        new("severity", "Severity", "What a claim costs on average",
            new Ratio(new Sum(Quantity.IncurredOnClaims), new Sum(Quantity.Claims))) { MoreIsBetter = false },
        new("frequency", "Frequency", "Claims for each policy and year of cover",
            new Ratio(new Sum(Quantity.Claims), new Sum(Quantity.PolicyDays)) { Times = DaysOfYear }) { MoreIsBetter = false },
        new("in_force_policies", "In-force policies", "Policies of the book that cover the last day of the period",
            new Balance(Quantity.InForce)) { MoreIsBetter = true },
        new("in_force_premium", "In-force premium", "The whole premium of the policies that cover the last day of the period",
            new Balance(Quantity.InForcePremium)) { MoreIsBetter = true },
        new("policy_days", "Policy days", "Days on which policies of the book covered", new Sum(Quantity.PolicyDays)) { MoreIsBetter = true },
        new("book_earned_premium", "Earned premium of the book", "The premium of the days that policies of the book covered, pro rata by day",
            new Sum(Quantity.EarnedOnPolicies)) { MoreIsBetter = true },
        new("book_loss_ratio", "Loss ratio of the book", "What claims of the period take of the premium earned in it",
            new Ratio(new Sum(Quantity.IncurredOnClaims), new Sum(Quantity.EarnedOnPolicies))) { MoreIsBetter = false },
    ];

    /// <summary>The measures of these names, in this order.</summary>
    /// <exception cref="InvalidOperationException">A measure has no such name.</exception>
    public static Measure[] MeasuresNamed(params string[] names) => Array.ConvertAll(names, n => Measures.First(m => m.Name == n));

    /// <summary>The measure of a name, or null.</summary>
    public static Measure? FindMeasure(string name) => Measures.FirstOrDefault(m => m.Name == name);
}
