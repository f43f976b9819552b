using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Claims as a table, and the transactions of one.</summary>
public static class ClaimTable
{
    static readonly ListColumn<ClaimTransaction>[] s_transactions =
    [
        new("number", "Number", CellType.Whole, t => (long?)t.Number),
        new("date", "Date", CellType.Date, t => (DateOnly?)t.Day),
        new("type", "Type", CellType.Text, t => ClaimTransaction.Types[(int)t.Type]),
        new("kind", "Kind", CellType.Text, t => ClaimTransaction.Kinds[(int)t.Kind]),
        // A reserve that is set and a payment out of it must not be added.
        new("amount", "Amount", CellType.Cents, t => (long?)t.AmountCents)
        {
            Kind = ResultKind.Attribute, Meaning = "Of a reserve what it is set to, of a payment or a recovery what was paid",
        },
        new("outstandingChange", "Change of outstanding", CellType.Cents, t => (long?)t.OutstandingChangeCents) { Meaning = "What it adds to the outstanding reserve of its kind" },
        new("note", "Note", CellType.Text, t => t.Note),
    ];

    /// <summary>The table of any list of claims.</summary>
    public static BookTable<ClaimRow> List { get; } = new(
        "Claims",
        [
            new("reference", "Claim", CellType.Text, c => c.Claim.Reference),
            new("policy", "Policy", CellType.Text, c => c.Policy?.Number) { Meaning = "Empty for a claim that stands alone" },
            new("holder", "Holder", CellType.Text, c => c.Terms?.Holder),
            new("agency", "Agency", CellType.Whole, c => (long?)c.Terms?.AgencyId),
            new("product", "Product", CellType.Text, c => c.Terms?.Product),
            new("productLine", "Product line", CellType.Text, c => c.Terms?.Line),
            new("state", "State", CellType.Text, c => c.Terms?.State),
            new("lossDate", "Loss date", CellType.Date, c => c.Details.LossDate),
            new("reportedDate", "Reported date", CellType.Date, c => (DateOnly?)c.Details.ReportedDate),
            new("cause", "Cause", CellType.Text, c => c.Details.Cause),
            new("description", "Description", CellType.Text, c => c.Details.Description),
            new("status", "Status", CellType.Text, c => c.Claim.Status.Name) { Meaning = "Follows from what was done to the claim" },
            new("paid", "Paid", CellType.Cents, c => (long?)c.Claim.Money.Paid),
            new("outstanding", "Outstanding", CellType.Cents, c => (long?)c.Claim.Money.Outstanding) { Meaning = "What is reserved and not yet paid" },
            new("recoveries", "Recoveries", CellType.Cents, c => (long?)c.Claim.Money.Recovered) { Meaning = "What came back" },
            new("incurred", "Incurred", CellType.Cents, c => (long?)c.Claim.Money.Incurred) { Meaning = "Paid + outstanding - recoveries" },
        ],
        ClaimList.Filters,
        c => c.Claim.Change);

    /// <summary>The money of a claim, in the order recorded.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="history">What may be told of who recorded it; of other transactions that stays empty.</param>
    public static ExportTable Transactions(Claim claim, IEnumerable<BookEntry<Claim>> history)
    {
        var entries = history.ToDictionary(e => e.State.Change);
        ListColumn<ClaimTransaction>[] columns =
        [
            .. s_transactions,
            new("recordedAt", "Recorded", CellType.Timestamp, t => entries.GetValueOrDefault(t.Change)?.At),
            new("recordedBy", "By", CellType.Text, t => entries.GetValueOrDefault(t.Change)?.By),
        ];
        return columns.Table("Transactions", claim.Transactions, claim.Transactions.Count);
    }
}
