namespace ClaimBook.Engine.Book.Import;

/// <summary>Policies.</summary>
sealed class PolicyImport : ImportForm
{
    const string Number = "number", Holder = "holder", Product = "product", ProductLine = "productLine", Agency = "agency", State = "state",
        Inception = "inception", Expiry = "expiry", Premium = "premium", Status = "status", CancelledOn = "cancelledOn", RenewalOf = "renewalOf";

    static readonly (ImportColumn Column, Func<Policy, string> Of)[] s_columns =
    [
        (new(Number, ImportKind.Text, "The policy's number, unique whatever its case",
            "Policy", "Policy No", "Policy Nr", "Policy Number", "Policy #", "Policy ID", "Policy Reference", "Policy Ref"), p => p.Key),
        (new(Holder, ImportKind.Text, "Who is insured", "Policyholder", "Policy Holder", "Policyholder Name", "Insured", "Insured Name", "Named Insured", "Customer", "Client", "Name"), p => p.Terms.Holder),
        (new(Product, ImportKind.Text, "The product: a code or name of the performance data or, with productLine, any other",
            "Product Code", "Product Name", "LOB", "Line of Business", "Class", "Class of Business", "Coverage"), p => p.Terms.Product),
        (new(ProductLine, ImportKind.Text, "CL or PL, or commercial or personal; follows from a product that is known", "Prod Line", "Line", "Segment"), p => p.Terms.Line),
        (new(Agency, ImportKind.Whole, "The number of the agency that sold it",
            "Agency ID", "Agency No", "Agency Number", "Agency Code", "Agent", "Agent Code", "Agent No", "Producer", "Producer Code", "Broker"), p => $"{p.Terms.AgencyId}"),
        (new(State, ImportKind.Text, "The state of the risk, two letters", "State Code", "Risk State", "ST"), p => p.Terms.State),
        (new(Inception, ImportKind.Date, "The first day of cover",
            "Inception Date", "Effective", "Effective Date", "Eff Date", "Start", "Start Date", "From", "Policy Start", "Policy Effective Date", "Date"), p => $"{p.Terms.Inception:yyyy-MM-dd}"),
        (new(Expiry, ImportKind.Date, "The day on which cover ends",
            "Expiry Date", "Expiration", "Expiration Date", "Exp Date", "Expires", "End", "End Date", "To", "Policy End", "Policy Expiration Date", "Date"), p => $"{p.Terms.Expiry:yyyy-MM-dd}"),
        (new(Premium, ImportKind.Amount, "The price for the whole time", "Annual Premium", "Written Premium", "Total Premium", "Premium Amount", "Price"), p => ImportRow.Money(p.Terms.PremiumCents)),
        (new(Status, ImportKind.Text, "quoted for an offer that is not accepted, cancelled together with cancelledOn; bound, in_force and expired follow from the dates",
            "Policy Status", "Stage"), p => p.Terms.IsQuote ? "quoted" : p.Terms.CancelledOn is null ? "accepted" : "cancelled"),
        (new(CancelledOn, ImportKind.Date, "The first day without cover of a policy that was cancelled",
            "Cancelled", "Cancellation Date", "Cancel Date", "Date Cancelled", "Canceled On", "Termination Date"), p => $"{p.Terms.CancelledOn:yyyy-MM-dd}"),
        (new(RenewalOf, ImportKind.Text, "The number of the policy that this one renews", "Renews", "Prior Policy", "Previous Policy", "Prior Policy Number", "Expiring Policy"),
            p => Policy.KeyOf(p.Terms.RenewalOf ?? "")),
    ];

    static readonly ValueWords<StatusWord> s_statuses = new(
        (StatusWord.Quoted, ["quoted", "quote", "offer", "offered", "proposal"]),
        (StatusWord.Accepted, ["in_force", "bound", "issued", "active", "accepted", "current", "live", "renewed", "expired", "lapsed"]),
        (StatusWord.Cancelled, ["cancelled", "canceled", "terminated"]));

    static readonly ValueWords<string> s_lines = new(("CL", ["CL", "commercial", "commercial lines"]), ("PL", ["PL", "personal", "personal lines"]));

    enum StatusWord
    {
        Quoted,
        Accepted,
        Cancelled,
    }

    /// <inheritdoc/>
    public override string Name => "policies";

    /// <inheritdoc/>
    public override IReadOnlyList<ImportColumn> Columns { get; } = [.. s_columns.Select(c => c.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Required { get; } =
        [[Number], [Holder], [Product], [Agency], [State], [Inception], [Expiry], [Premium]];

    /// <inheritdoc/>
    internal override Taken Take(ImportRow row, ImportRun run)
    {
        var number = row.Text(Number) ?? "";
        var there = run.Change.Policy(number);
        var isSeen = there is not null && BookState.Admits(run.Scope, there);
        return run.Settle(row, Policy.KeyOf(number), Said(row, run.Products), isSeen ? there : null, s_columns, policy => run.Change.Add(policy, run.Scope));
    }

    static Outcome<Policy> Said(ImportRow row, KnownProducts products)
    {
        if (row.Refused is { } unreadable)
            return unreadable;
        if (row.Whole(Agency) is not { } agency)
            return Missing(Agency);
        if (row.Day(Inception) is not { } inception)
            return Missing(Inception);
        if (row.Day(Expiry) is not { } expiry)
            return Missing(Expiry);
        if (row.Cents(Premium) is not { } premium)
            return Missing(Premium);
        if (row.Text(Product) is not { } product)
            return Missing(Product);
        var (lineWord, statusWord) = (row.Text(ProductLine), row.Text(Status));
        if (lineWord is not null && !s_lines.Knows(lineWord))
            return Refused.Wrong(ProductLine, s_lines.Refuse(lineWord));
        if (statusWord is not null && !s_statuses.Knows(statusWord))
            return Refused.Wrong(Status, s_statuses.Refuse(statusWord));
        var (code, line) = products.Resolve(product, lineWord is null ? null : s_lines[lineWord], out var problem);
        if (problem is not null)
            return Refused.Wrong(problem);
        var status = statusWord is null ? StatusWord.Accepted : s_statuses[statusWord];
        if (status == StatusWord.Cancelled && row.Day(CancelledOn) is null)
            return Refused.Wrong(CancelledOn, "must be given: the policy is cancelled");
        return new Policy(
            row.Text(Number) ?? "",
            new PolicyTerms(row.Text(Holder) ?? "", code, line, agency, (row.Text(State) ?? "").ToUpperInvariant(), inception, expiry, premium)
            {
                IsQuote = status == StatusWord.Quoted,
                CancelledOn = row.Day(CancelledOn),
                RenewalOf = row.Text(RenewalOf),
            });
    }

    static Refused Missing(string field) => Refused.Wrong(field, "must be given");
}
