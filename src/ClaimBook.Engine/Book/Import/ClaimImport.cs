namespace ClaimBook.Engine.Book.Import;

/// <summary>Claims: a reference, what the claim cost or its parts, and whatever else is known.</summary>
sealed class ClaimImport : ImportForm
{
    const string Reference = "reference", Cost = "cost", Paid = "paid", Outstanding = "outstanding", Recoveries = "recoveries", PolicyNumber = "policy",
        LossDate = "lossDate", ReportedDate = "reportedDate", Cause = "cause", Description = "description", Status = "status";

    static readonly (ImportColumn Column, Func<Claim, string> Of)[] s_columns =
    [
        (new(Reference, ImportKind.Text, "The claim's reference, unique whatever its case",
            "Claim Reference", "Claim Ref", "Claim No", "Claim Nr", "Claim Number", "Claim #", "Claim ID", "Claim", "Ref", "Ref No", "File Number"), c => c.Key),
        (new(Cost, ImportKind.Amount, "What the claim costs: paid + outstanding - recoveries. Alone it becomes the claim's reserve or, of a closed claim, its payment",
            "Claim Cost", "Incurred", "Total Incurred", "Incurred Loss", "Gross Incurred", "Net Incurred", "Total Cost", "Claim Amount", "Amount"), c => ImportRow.Money(c.Money.Incurred)),
        (new(Paid, ImportKind.Amount, "What was paid; becomes a payment",
            "Total Paid", "Paid To Date", "Paid Loss", "Paid Amount", "Payments", "Amount"), c => ImportRow.Money(c.Money.Paid)),
        (new(Outstanding, ImportKind.Amount, "What is still reserved; becomes a reserve",
            "Reserve", "Reserves", "Outstanding Reserve", "O/S", "OS Reserve", "Case Reserve", "Total Reserve"), c => ImportRow.Money(c.Money.Outstanding)),
        (new(Recoveries, ImportKind.Amount, "What came back; becomes a recovery",
            "Recovery", "Recovered", "Total Recovered", "Total Recoveries", "Subrogation", "Salvage"), c => ImportRow.Money(c.Money.Recovered)),
        (new(PolicyNumber, ImportKind.Text, "The number of its policy, which must be in the book and cover the loss",
            "Policy No", "Policy Nr", "Policy Number", "Policy #", "Policy ID", "Policy Reference", "Policy Ref"), c => Book.Policy.KeyOf(c.Details.Policy ?? "")),
        (new(LossDate, ImportKind.Date, "When it happened; needed with a policy",
            "DOL", "Date of Loss", "Loss Date", "Accident Date", "Date of Accident", "Incident Date", "Date of Incident", "Occurrence Date", "Date"), c => $"{c.Details.LossDate:yyyy-MM-dd}"),
        (new(ReportedDate, ImportKind.Date, "When it was made known; today if it is not given. Its money is dated so",
            "Reported", "Date Reported", "Report Date", "Reported On", "Notified", "Date Notified", "Notification Date", "Date Received", "Date"), c => $"{c.Details.ReportedDate:yyyy-MM-dd}"),
        (new(Cause, ImportKind.Text, "What caused it", "Cause of Loss", "Loss Cause", "Peril", "COL"), c => c.Details.Cause),
        (new(Description, ImportKind.Text, "What happened", "Loss Description", "Claim Description", "Narrative", "Details"), c => c.Details.Description),
        (new(Status, ImportKind.Text, "reported, open, closed, closed_with_payment, closed_without_payment, denied, or the usual words for them",
            "Claim Status", "State of Claim"), c => c.Status.Name),
    ];

    static readonly ValueWords<ClaimStatus?> s_statuses = new(
        (ClaimStatus.Reported, ["reported", "new", "notified", "received", "fnol"]),
        (ClaimStatus.Open, ["open", "opened", "reopened", "pending", "active", "in progress"]),
        (null, ["closed", "settled", "finalized", "finalised", "final"]),
        (ClaimStatus.ClosedWithPayment, ["closed with payment", "closed paid", "CWP"]),
        (ClaimStatus.ClosedWithoutPayment, ["closed without payment", "closed no payment", "CWOP", "CNP"]),
        (ClaimStatus.Denied, ["denied", "declined", "rejected", "repudiated"]));

    /// <inheritdoc/>
    public override string Name => "claims";

    /// <inheritdoc/>
    public override IReadOnlyList<ImportColumn> Columns { get; } = [.. s_columns.Select(c => c.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Required { get; } = [[Reference], [Cost, Paid, Outstanding]];

    /// <inheritdoc/>
    internal override Taken Take(ImportRow row, ImportRun run)
    {
        var reference = row.Text(Reference) ?? "";
        var there = run.Change.Claim(reference);
        var isSeen = there is not null && (run.Scope.IsAll || (run.Change.PolicyOf(there.Details) is { } policy && BookState.Admits(run.Scope, policy)));
        return run.Settle(row, Claim.KeyOf(reference), Said(row, run.Change.Today), isSeen ? there : null, s_columns, claim => run.Change.Add(claim, run.Scope));
    }

    /// <summary>The claim as a row says it is, made by the acts that make one by hand.</summary>
    static Outcome<Claim> Said(ImportRow row, DateOnly today)
    {
        if (row.Refused is { } unreadable)
            return unreadable;
        var word = row.Text(Status);
        if (word is not null && !s_statuses.Knows(word))
            return Refused.Wrong(Status, s_statuses.Refuse(word));
        var isClosed = word is not null && s_statuses[word] is null or >= ClaimStatus.ClosedWithPayment;
        return Money(row, isClosed).Then<Claim>(money =>
        {
            var day = row.Day(ReportedDate) ?? today;
            var details = new ClaimDetails(row.Text(PolicyNumber), row.Day(LossDate), day, row.Text(Cause) ?? ClaimDetails.UnknownCause, row.Text(Description) ?? "");
            Outcome<Claim> claim = new Claim(row.Text(Reference) ?? "", details, []);
            if (money.Paid != 0)
                claim = claim.Then(c => Of(Paid, c.Pay(MoneyKind.Indemnity, money.Paid, day, today)));
            if (money.Recovered != 0)
                claim = claim.Then(c => Of(Recoveries, c.Recover(MoneyKind.Indemnity, money.Recovered, day, today)));
            if (money.Outstanding != 0 || (!isClosed && !row.Has(Paid) && !row.Has(Outstanding)))
                claim = claim.Then(c => Of(row.Has(Outstanding) ? Outstanding : Cost, c.Reserve(MoneyKind.Indemnity, money.Outstanding, day, today)));
            return word is null ? claim : claim.Then(c => As(c, s_statuses[word], day, today));
        });
    }

    /// <summary>The amounts of a row: those that it gives, and the one that follows from the others.</summary>
    static Outcome<RowMoney> Money(ImportRow row, bool isClosed)
    {
        var (cost, recovered) = (row.Cents(Cost), row.Cents(Recoveries) ?? 0);
        var (paid, outstanding) = (row.Cents(Paid), row.Cents(Outstanding));
        if (cost is null && paid is null && outstanding is null)
            return Refused.Wrong(Cost, "must be given, or paid or outstanding");
        if (cost is not null && paid is null && outstanding is null)
            (paid, outstanding) = isClosed ? (cost + recovered, (long?)0) : ((long?)0, cost + recovered);
        else if (cost is not null && paid is null && !row.Plan.Has(Paid))
            paid = cost + recovered - outstanding;
        else if (cost is not null && outstanding is null && !row.Plan.Has(Outstanding))
            outstanding = cost + recovered - paid;
        var money = new RowMoney(paid ?? 0, outstanding ?? 0, recovered);
        return cost is null || cost == money.Paid + money.Outstanding - money.Recovered ? money : Refused.Wrong(
            Cost, $"is {ImportRow.Money(cost.Value)}, but paid {ImportRow.Money(money.Paid)} + outstanding {ImportRow.Money(money.Outstanding)} - recoveries {ImportRow.Money(recovered)} is {ImportRow.Money(money.Paid + money.Outstanding - recovered)}");
    }

    /// <summary>The claim brought to a status, null being closed; only if its money is what that status has.</summary>
    static Outcome<Claim> As(Claim claim, ClaimStatus? status, DateOnly day, DateOnly today)
    {
        if (status is ClaimStatus.Reported)
            return claim;
        if (status is ClaimStatus.Open)
            return claim.Details.Stage == ClaimStage.Reported ? claim.Open() : claim;
        if (claim.Money.Outstanding != 0)
            return Refused.Wrong(Status, $"is {status?.Name ?? "closed"}, but {ImportRow.Money(claim.Money.Outstanding)} is still outstanding");
        var ended = status is ClaimStatus.Denied ? claim.Deny(day, today) : (claim.Details.Stage == ClaimStage.Reported ? claim.Open() : claim).Then(c => c.Close(day, today));
        return ended.Then<Claim>(c => status is { } said && c.Status != said ? Refused.Wrong(Status, $"is {said.Name}, but {ImportRow.Money(c.Money.Paid)} was paid") : c);
    }

    /// <summary>An act upon money, whose fields are those of the row.</summary>
    static Outcome<Claim> Of(string field, Outcome<Claim> act) => act.Refused is not { } refused ? act
        : refused with { Problems = [.. refused.Problems.Select(p => p with { Parameter = p.Parameter switch { "amount" => field, "date" => ReportedDate, var other => other } })] };

    sealed record RowMoney(long Paid, long Outstanding, long Recovered);
}
