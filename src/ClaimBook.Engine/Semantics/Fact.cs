namespace ClaimBook.Engine.Semantics;

/// <summary>What a row of a fact is keyed by, or what follows from its key.</summary>
public enum KeyColumn
{
    /// <summary>The agency.</summary>
    Agency,

    /// <summary>The product.</summary>
    Product,

    /// <summary>The product line; follows from the product where there is one.</summary>
    Line,

    /// <summary>The state.</summary>
    State,

    /// <summary>The statistical year.</summary>
    Year,

    /// <summary>The quoting platform.</summary>
    Platform,

    /// <summary>The calendar month.</summary>
    Month,

    /// <summary>The cause of a loss.</summary>
    Cause,

    /// <summary>What a claim or a policy is on the day of the book.</summary>
    Status,
}

/// <summary>What figures are added up from: a fact of the star schema or of the book.</summary>
/// <param name="Name">Its name in messages, and of the resource that answers questions about it.</param>
/// <param name="Keys">What its rows are keyed by.</param>
public sealed record Fact(string Name, IReadOnlyList<KeyColumn> Keys)
{
    /// <summary>Amounts and policies by agency, product, state and year.</summary>
    public static Fact Performance { get; } =
        new("performance", [KeyColumn.Agency, KeyColumn.Product, KeyColumn.Line, KeyColumn.State, KeyColumn.Year]);

    /// <summary>Quotes by agency, product line and quoting platform, without a year.</summary>
    public static Fact Quotes { get; } = new("quotes", [KeyColumn.Agency, KeyColumn.Line, KeyColumn.Platform]);

    /// <summary>Claims of the book, each on the day of its loss; their agency, product and state are their policy's.</summary>
    public static Fact Claims { get; } = new("claims",
        [KeyColumn.Agency, KeyColumn.Product, KeyColumn.Line, KeyColumn.State, KeyColumn.Year, KeyColumn.Month, KeyColumn.Cause, KeyColumn.Status]) { IsOfBook = true };

    /// <summary>Policies of the book, on each day that they cover.</summary>
    public static Fact Policies { get; } = new("policies",
        [KeyColumn.Agency, KeyColumn.Product, KeyColumn.Line, KeyColumn.State, KeyColumn.Year, KeyColumn.Month, KeyColumn.Status]) { IsOfBook = true };

    /// <summary>All facts.</summary>
    public static IReadOnlyList<Fact> All { get; } = [Performance, Quotes, Claims, Policies];

    /// <summary>Whether it is of the book, which knows days; else it is of the star schema, which knows years.</summary>
    public bool IsOfBook { get; private init; }

    /// <summary>Whether the fact can be grouped and filtered by a dimension.</summary>
    public bool Has(Dimension dimension) => Keys.Contains(dimension.Key) && !(IsOfBook && dimension.IsAttribute);
}

/// <summary>What a number counts.</summary>
/// <param name="Name">As shown to users.</param>
/// <param name="IsMoney">Whether whole numbers of it are cents.</param>
public sealed record Unit(string Name, bool IsMoney = false)
{
    /// <summary>US dollars; whole numbers are cents.</summary>
    public static Unit Money { get; } = new("USD", IsMoney: true);

    /// <summary>Policies.</summary>
    public static Unit Policies { get; } = new("policies");

    /// <summary>Quotes.</summary>
    public static Unit Quotes { get; } = new("quotes");

    /// <summary>Claims.</summary>
    public static Unit Claims { get; } = new("claims");

    /// <summary>Days on which policies cover, each policy's counted.</summary>
    public static Unit PolicyDays { get; } = new("policy days");

    /// <summary>Agencies.</summary>
    public static Unit Agencies { get; } = new("agencies");

    /// <summary>A plain ratio: 0.65 is 65 %.</summary>
    public static Unit Ratio { get; } = new("ratio");
}

/// <summary>A stored quantity that can be summed over rows.</summary>
/// <param name="Fact">Where it is stored.</param>
/// <param name="Column">Its column in the summary tables, in fact_quotes, or among what is counted of the book.</param>
/// <param name="Label">Its name in the trade, as in formulas.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="IsStock">Whether it is a state at the end of the year, or of the days asked for, and so never a share of them.</param>
public sealed record Quantity(Fact Fact, string Column, string Label, Unit Unit, bool IsStock = false)
{
    /// <summary>Policies in force, at the end of the year or of what it covers.</summary>
    public static Quantity PoliciesInForce { get; } =
        new(Fact.Performance, "policies_in_force", "policies in force", Unit.Policies, IsStock: true);

    /// <summary>Policies in force a year before, over rows where it is known.</summary>
    public static Quantity PriorPoliciesInForce { get; } =
        new(Fact.Performance, "prior_policies_in_force", "prior policies in force", Unit.Policies);

    /// <summary>Policies of the year before that are still active, over rows whose prior policies in force are known.</summary>
    public static Quantity RetainedWithPrior { get; } =
        new(Fact.Performance, "retained_with_prior", "retained policies where prior is known", Unit.Policies);

    /// <summary>New business written premium.</summary>
    public static Quantity NewBusiness { get; } =
        new(Fact.Performance, "new_business_cents", "new business premium", Unit.Money);

    /// <summary>Written premium, new and renewed.</summary>
    public static Quantity Written { get; } = new(Fact.Performance, "written_cents", "written premium", Unit.Money);

    /// <summary>Written premium of the same months a year before, over rows where it is known.</summary>
    public static Quantity PriorWritten { get; } =
        new(Fact.Performance, "prior_written_cents", "prior written premium", Unit.Money);

    /// <summary>Written premium over rows whose prior written premium is known.</summary>
    public static Quantity WrittenWithPrior { get; } =
        new(Fact.Performance, "written_with_prior_cents", "written premium where prior is known", Unit.Money);

    /// <summary>Earned premium.</summary>
    public static Quantity Earned { get; } = new(Fact.Performance, "earned_cents", "earned premium", Unit.Money);

    /// <summary>Incurred losses.</summary>
    public static Quantity Incurred { get; } = new(Fact.Performance, "incurred_cents", "incurred losses", Unit.Money);

    /// <summary>Policies quoted.</summary>
    public static Quantity Quoted { get; } = new(Fact.Quotes, "quoted", "quotes", Unit.Quotes);

    /// <summary>Quoted policies that were bound.</summary>
    public static Quantity Bound { get; } = new(Fact.Quotes, "bound", "binds", Unit.Policies);

    /// <summary>Claims made.</summary>
    public static Quantity Claims { get; } = new(Fact.Claims, "claims", "claims", Unit.Claims);

    /// <summary>Claims that are not settled.</summary>
    public static Quantity OpenClaims { get; } = new(Fact.Claims, "open_claims", "open claims", Unit.Claims);

    /// <summary>What was paid on claims.</summary>
    public static Quantity Paid { get; } = new(Fact.Claims, "paid_cents", "paid", Unit.Money);

    /// <summary>What is reserved for claims.</summary>
    public static Quantity Outstanding { get; } = new(Fact.Claims, "outstanding_cents", "outstanding", Unit.Money);

    /// <summary>What came back of what was paid on claims.</summary>
    public static Quantity Recovered { get; } = new(Fact.Claims, "recovered_cents", "recoveries", Unit.Money);

    /// <summary>What claims cost: paid + outstanding - recoveries.</summary>
    public static Quantity IncurredOnClaims { get; } = new(Fact.Claims, "incurred_cents", "incurred", Unit.Money);

    /// <summary>Policies that cover the last day.</summary>
    public static Quantity InForce { get; } = new(Fact.Policies, "in_force", "policies in force", Unit.Policies, IsStock: true);

    /// <summary>The premium, for their whole time, of policies that cover the last day.</summary>
    public static Quantity InForcePremium { get; } = new(Fact.Policies, "in_force_cents", "premium of policies in force", Unit.Money, IsStock: true);

    /// <summary>The premium of the days of cover, pro rata temporis.</summary>
    public static Quantity EarnedOnPolicies { get; } = new(Fact.Policies, "earned_cents", "earned premium", Unit.Money);

    /// <summary>Days of cover.</summary>
    public static Quantity PolicyDays { get; } = new(Fact.Policies, "policy_days", "policy days", Unit.PolicyDays);

    /// <summary>What a row of fact_performance adds up to.</summary>
    public static IReadOnlyList<Quantity> OfPerformance { get; } =
    [
        PoliciesInForce, PriorPoliciesInForce, RetainedWithPrior, NewBusiness, Written, PriorWritten, WrittenWithPrior, Earned, Incurred,
    ];
}
