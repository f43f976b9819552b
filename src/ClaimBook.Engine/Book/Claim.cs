namespace ClaimBook.Engine.Book;

/// <summary>How far the work on a claim is.</summary>
public enum ClaimStage
{
    /// <summary>Made known.</summary>
    Reported,

    /// <summary>Taken up.</summary>
    Open,

    /// <summary>Settled.</summary>
    Closed,

    /// <summary>Refused.</summary>
    Denied,
}

/// <summary>What is said of a claim besides money, as it was known from one change to the next.</summary>
/// <param name="Policy">The number of its policy; null for a claim that stands alone.</param>
/// <param name="LossDate">When it happened; null if that is not known, which only a claim without a policy may be.</param>
/// <param name="ReportedDate">When it was made known.</param>
/// <param name="Cause">What caused it.</param>
/// <param name="Description">What happened.</param>
public sealed record ClaimDetails(string? Policy, DateOnly? LossDate, DateOnly ReportedDate, string Cause, string Description)
{
    /// <summary>The cause where none is given.</summary>
    public const string UnknownCause = "Unknown";

    /// <summary>How far the work is.</summary>
    public ClaimStage Stage { get; init; }

    /// <summary>The day that a claim counts to: that of the loss or, if that is not known, that of the report.</summary>
    public DateOnly AccidentDate => LossDate ?? ReportedDate;
}

/// <summary>A claim as it was known at some change. Immutable; acts answer the changed claim or why they are refused.</summary>
/// <param name="Reference">Its reference, unique whatever the case.</param>
/// <param name="Details">What is said of it.</param>
/// <param name="Transactions">Its money, in the order recorded.</param>
public sealed record Claim(string Reference, ClaimDetails Details, IReadOnlyList<ClaimTransaction> Transactions)
{
    const int LongestReference = 40, LongestCause = 50, LongestText = 2000;

    /// <summary>Its reference.</summary>
    public string Reference { get; } = Reference;

    /// <summary>Its money, in the order recorded.</summary>
    public IReadOnlyList<ClaimTransaction> Transactions { get; } = Transactions;

    /// <summary>What identifies it: its reference in capitals.</summary>
    public string Key { get; } = KeyOf(Reference);

    /// <summary>The change that made it so; 0 before it is recorded. What an ETag is made of.</summary>
    public int Change { get; init; }

    /// <summary>All its money.</summary>
    public ClaimMoney Money { get; } = ClaimMoney.Of(Transactions);

    /// <summary>What it is.</summary>
    public ClaimStatus Status => Details.Stage switch
    {
        ClaimStage.Reported => ClaimStatus.Reported,
        ClaimStage.Open => ClaimStatus.Open,
        ClaimStage.Denied => ClaimStatus.Denied,
        _ => Money.Paid > 0 ? ClaimStatus.ClosedWithPayment : ClaimStatus.ClosedWithoutPayment,
    };

    /// <summary>What identifies the claim of a reference.</summary>
    public static string KeyOf(string reference) => reference.ToUpperInvariant();

    /// <summary>Its money of one kind.</summary>
    public ClaimMoney MoneyOf(MoneyKind kind) => ClaimMoney.Of(Transactions.Where(t => t.Kind == kind));

    /// <summary>Checks every field.</summary>
    /// <param name="policy">Its policy; null if it has none, or if there is no policy of that number.</param>
    /// <param name="today">The day of the change: nothing can be known that comes later.</param>
    /// <returns>This claim, or what is wrong.</returns>
    public Outcome<Claim> Check(Policy? policy, DateOnly today) => new FieldRules()
        .Identifier("reference", Reference, LongestReference)
        .Text("cause", Details.Cause, 1, LongestCause)
        .Must(Details.Description.Length <= LongestText && !Details.Description.Contains('\0'), "description", $"must have at most {LongestText} characters")
        .Day("lossDate", Details.LossDate)
        .Day("reportedDate", Details.ReportedDate)
        .Must(Details.ReportedDate <= today, "reportedDate", $"must not be later than today, {today:yyyy-MM-dd}")
        .Must(!(Details.LossDate > Details.ReportedDate), "lossDate", "must not be later than reportedDate")
        .Must(Details.Policy is null || policy is not null, "policy", $"there is no policy {Details.Policy}")
        .Must(Details.Policy is null || Details.LossDate is not null, "lossDate", "must be given: the policy must cover it")
        .Must(policy is null || !policy.Terms.IsQuote, "policy", $"policy {policy?.Number} is a quote and covers nothing")
        .Must(
            policy is null || policy.Terms.IsQuote || Details.LossDate is not { } loss || policy.Terms.Covers(loss),
            "lossDate", $"is outside the cover of policy {policy?.Number}, {policy?.Terms.Inception:yyyy-MM-dd} to {policy?.Terms.End:yyyy-MM-dd}")
        .Refused is { } refused ? refused : this;

    /// <summary>Changes what is said of it; how far the work is stays.</summary>
    public Outcome<Claim> Amend(ClaimDetails details, Policy? policy, DateOnly today) =>
        (this with { Details = details with { Stage = Details.Stage } }).Check(policy, today);

    /// <summary>Sets what is still expected to be paid. A claim that was only reported is open then.</summary>
    public Outcome<Claim> Reserve(MoneyKind kind, long cents, DateOnly day, DateOnly today, string note = "") =>
        Add(TransactionType.Reserve, kind, cents, cents - MoneyOf(kind).Outstanding, day, today, note);

    /// <summary>Pays, out of the reserve as far as there is one. A claim that was only reported is open then.</summary>
    public Outcome<Claim> Pay(MoneyKind kind, long cents, DateOnly day, DateOnly today, string note = "") =>
        Add(TransactionType.Payment, kind, cents, -Math.Clamp(cents, 0, MoneyOf(kind).Outstanding), day, today, note);

    /// <summary>Gets back some of what was paid; also after the claim was closed.</summary>
    public Outcome<Claim> Recover(MoneyKind kind, long cents, DateOnly day, DateOnly today, string note = "") =>
        Add(TransactionType.Recovery, kind, cents, 0, day, today, note);

    /// <summary>Takes it up.</summary>
    public Outcome<Claim> Open() =>
        Details.Stage == ClaimStage.Reported ? At(ClaimStage.Open) : Refused.Impossible($"Claim {Reference} is {Status.Name}, not reported.");

    /// <summary>Settles it: what is still reserved is not needed any more.</summary>
    public Outcome<Claim> Close(DateOnly day, DateOnly today) =>
        Details.Stage == ClaimStage.Open ? Release(day, today).Then<Claim>(c => c.At(ClaimStage.Closed))
        : Refused.Impossible($"Claim {Reference} is {Status.Name}; only an open claim can be closed.");

    /// <summary>Refuses it: what is reserved is not needed any more.</summary>
    public Outcome<Claim> Deny(DateOnly day, DateOnly today) =>
        Status.IsClosed ? Refused.Impossible($"Claim {Reference} is {Status.Name}; reopen it first.")
        : Money.Paid != 0 ? Refused.Impossible($"Claim {Reference} has payments; it can be closed, not denied.")
        : Release(day, today).Then<Claim>(c => c.At(ClaimStage.Denied));

    /// <summary>Takes it up again after it was settled or refused.</summary>
    public Outcome<Claim> Reopen() =>
        Status.IsClosed ? At(ClaimStage.Open) : Refused.Impossible($"Claim {Reference} is {Status.Name}; only a closed or denied claim can be reopened.");

    Claim At(ClaimStage stage) => this with { Details = Details with { Stage = stage } };

    Outcome<Claim> Release(DateOnly day, DateOnly today)
    {
        Outcome<Claim> claim = this;
        foreach (var kind in Enum.GetValues<MoneyKind>().Where(k => MoneyOf(k).Outstanding != 0))
            claim = claim.Then(c => c.Reserve(kind, 0, day, today));
        return claim;
    }

    Outcome<Claim> Add(TransactionType type, MoneyKind kind, long cents, long outstandingChange, DateOnly day, DateOnly today, string note)
    {
        var wrong = new FieldRules()
            .Amount("amount", cents, mayBeNegative: type != TransactionType.Reserve)
            .Must(cents != 0 || type == TransactionType.Reserve, "amount", "must not be 0")
            .Day("date", day)
            .Must(day <= today, "date", $"must not be later than today, {today:yyyy-MM-dd}")
            .Must(day >= Details.AccidentDate, "date", $"must not be earlier than the loss, {Details.AccidentDate:yyyy-MM-dd}")
            .Must(note.Length <= LongestText && !note.Contains('\0'), "note", $"must have at most {LongestText} characters")
            .Refused;
        if (wrong is not null)
            return wrong;
        if (Status.IsClosed && type != TransactionType.Recovery)
            return Refused.Impossible($"Claim {Reference} is {Status.Name}; reopen it before a {ClaimTransaction.Types[(int)type]}.");
        var transaction = new ClaimTransaction(Transactions.Count + 1, day, type, kind, cents, outstandingChange, note);
        var money = MoneyOf(kind) + transaction.Money;
        if (money.Paid < 0)
            return Refused.Wrong("amount", $"takes back more than the {MoneyOf(kind).Paid / 100m} that was paid as {ClaimTransaction.Kinds[(int)kind]}");
        if (money.Recovered < 0)
            return Refused.Wrong("amount", $"takes back more than the {MoneyOf(kind).Recovered / 100m} that was recovered of {ClaimTransaction.Kinds[(int)kind]}");
        if (money.Recovered > money.Paid)
            return Refused.Wrong("amount", $"recoveries of {money.Recovered / 100m} would be larger than the {money.Paid / 100m} paid as {ClaimTransaction.Kinds[(int)kind]}");
        var stage = Details.Stage == ClaimStage.Reported ? ClaimStage.Open : Details.Stage;
        return new Claim(Reference, Details with { Stage = stage }, [.. Transactions, transaction]) { Change = Change };
    }
}
