namespace ClaimBook.Engine.Book;

/// <summary>What a policy says, as it was known from one change to the next.</summary>
/// <param name="Holder">Who is insured.</param>
/// <param name="Product">Product code.</param>
/// <param name="Line">CL or PL.</param>
/// <param name="AgencyId">The agency that sold it.</param>
/// <param name="State">State of the risk, two letters.</param>
/// <param name="Inception">The first day of cover.</param>
/// <param name="Expiry">The day on which cover ends.</param>
/// <param name="PremiumCents">The price for the whole time.</param>
public sealed record PolicyTerms(
    string Holder, string Product, string Line, int AgencyId, string State, DateOnly Inception, DateOnly Expiry, long PremiumCents)
{
    /// <summary>Whether it is an offer that was not accepted.</summary>
    public bool IsQuote { get; init; }

    /// <summary>The day on which it was cancelled; null if it was not.</summary>
    public DateOnly? CancelledOn { get; init; }

    /// <summary>The number of the policy that this one renews; null if it is new.</summary>
    public string? RenewalOf { get; init; }

    /// <summary>The day from which there is no cover.</summary>
    public DateOnly End => CancelledOn ?? Expiry;

    /// <summary>What the policy is on a day.</summary>
    public PolicyStatus StatusOn(DateOnly day) =>
        CancelledOn <= day ? PolicyStatus.Cancelled
        : Expiry <= day ? PolicyStatus.Expired
        : IsQuote ? PolicyStatus.Quoted
        : Inception > day ? PolicyStatus.Bound
        : PolicyStatus.InForce;

    /// <summary>Whether a loss on a day is covered. The day of expiry is: some books write the last day of cover there.</summary>
    public bool Covers(DateOnly loss) => !IsQuote && loss >= Inception && loss <= End;

    /// <summary>The premium earned before a day, in cents: the premium by the days of cover that have passed, pro rata temporis, rounded down. As the
    /// difference of two such amounts, what is earned between two days adds up over any days.</summary>
    public long EarnedCentsBefore(DateOnly day)
    {
        var passed = Math.Clamp(day.DayNumber, Inception.DayNumber, Math.Max(Inception.DayNumber, End.DayNumber)) - Inception.DayNumber;
        return IsQuote ? 0 : PremiumCents * passed / (Expiry.DayNumber - Inception.DayNumber);
    }
}

/// <summary>A policy as it was known at some change. Immutable; acts answer the changed policy or why they are refused.</summary>
/// <param name="Number">Its number, unique whatever the case.</param>
/// <param name="Terms">What it says.</param>
public sealed record Policy(string Number, PolicyTerms Terms)
{
    const int LongestNumber = 40, LongestHolder = 200, LongestProduct = 50, MostYears = 10;

    /// <summary>Its number.</summary>
    public string Number { get; } = Number;

    /// <summary>What identifies it: its number in capitals.</summary>
    public string Key { get; } = KeyOf(Number);

    /// <summary>The change that made it so; 0 before it is recorded. What an ETag is made of.</summary>
    public int Change { get; init; }

    /// <summary>What identifies the policy of a number.</summary>
    public static string KeyOf(string number) => number.ToUpperInvariant();

    /// <summary>Checks every field.</summary>
    /// <returns>This policy, or what is wrong.</returns>
    public Outcome<Policy> Check() => new FieldRules()
        .Identifier("number", Number, LongestNumber)
        .Text("holder", Terms.Holder, 1, LongestHolder)
        .Text("product", Terms.Product, 1, LongestProduct)
        .Must(Terms.Line is "CL" or "PL", "productLine", "must be CL or PL")
        .Must(Terms.AgencyId >= 0, "agency", "must be an agency's number, 0 or more")
        .Must(Terms.State is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "state", "must be a state code of two letters")
        .Day("inception", Terms.Inception)
        .Day("expiry", Terms.Expiry)
        .Must(Terms.Expiry > Terms.Inception, "expiry", "must be later than inception")
        .Must(Terms.Expiry.Year - Terms.Inception.Year < MostYears || Terms.Expiry <= Terms.Inception.AddYears(MostYears), "expiry", $"must be at most {MostYears} years after inception")
        .Amount("premium", Terms.PremiumCents)
        .Must(Terms.CancelledOn is not { } day || (day >= Terms.Inception && day <= Terms.Expiry), "cancelledOn", "must be from inception to expiry")
        .Refused is { } refused ? refused : this;

    /// <summary>Changes what it says; its cancellation stays.</summary>
    /// <param name="terms">What it says now.</param>
    /// <param name="claims">Its claims, whose losses it must go on to cover.</param>
    public Outcome<Policy> Amend(PolicyTerms terms, IEnumerable<Claim> claims) =>
        (this with { Terms = terms with { IsQuote = Terms.IsQuote, CancelledOn = Terms.CancelledOn, RenewalOf = Terms.RenewalOf } })
        .Check().Then(changed => changed.WhereCovered(claims));

    /// <summary>Accepts the offer.</summary>
    public Outcome<Policy> Accept() =>
        Terms.CancelledOn is not null ? Refused.Impossible($"Policy {Number} is cancelled.")
        : !Terms.IsQuote ? Refused.Impossible($"Policy {Number} is accepted already.")
        : this with { Terms = Terms with { IsQuote = false } };

    /// <summary>Cancels it from a day on.</summary>
    /// <param name="day">The first day without cover, from inception to expiry.</param>
    /// <param name="claims">Its claims, whose losses it must go on to cover.</param>
    public Outcome<Policy> Cancel(DateOnly day, IEnumerable<Claim> claims) =>
        Terms.CancelledOn is { } earlier ? Refused.Impossible($"Policy {Number} is cancelled already, from {earlier:yyyy-MM-dd}.")
        : (this with { Terms = Terms with { CancelledOn = day } }).Check().Then(cancelled => cancelled.WhereCovered(claims));

    /// <summary>The policy that goes on where this one ends, for as long again.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="premiumCents">Its premium; null for this one's.</param>
    public Outcome<Policy> Renew(string number, long? premiumCents)
    {
        if (Terms.IsQuote)
            return Refused.Impossible($"Policy {Number} is a quote; accept it first.");
        if (Terms.CancelledOn is not null)
            return Refused.Impossible($"Policy {Number} is cancelled; make a new one.");
        var months = ((Terms.Expiry.Year - Terms.Inception.Year) * 12) + Terms.Expiry.Month - Terms.Inception.Month;
        var expiry = Terms.Inception.AddMonths(months) == Terms.Expiry
            ? Terms.Expiry.AddMonths(months)
            : Terms.Expiry.AddDays(Terms.Expiry.DayNumber - Terms.Inception.DayNumber);
        return new Policy(number, Terms with
        {
            Inception = Terms.Expiry,
            Expiry = expiry,
            PremiumCents = premiumCents ?? Terms.PremiumCents,
            RenewalOf = Number,
        }).Check();
    }

    Outcome<Policy> WhereCovered(IEnumerable<Claim> claims)
    {
        foreach (var claim in claims)
        {
            if (claim.Details.LossDate is { } loss && !Terms.Covers(loss))
                return Refused.Impossible($"Claim {claim.Reference} has a loss on {loss:yyyy-MM-dd}, which policy {Number} would no longer cover.");
        }
        return this;
    }
}
