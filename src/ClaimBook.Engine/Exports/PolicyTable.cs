using ClaimBook.Engine.Book;

namespace ClaimBook.Engine.Exports;

/// <summary>Policies as a table.</summary>
public static class PolicyTable
{
    /// <summary>The table of any list of policies.</summary>
    public static BookTable<PolicyRow> List { get; } = new(
        "Policies",
        [
            new("number", "Policy", CellType.Text, p => p.Policy.Number),
            new("holder", "Holder", CellType.Text, p => p.Terms.Holder),
            new("product", "Product", CellType.Text, p => p.Terms.Product),
            new("productLine", "Product line", CellType.Text, p => p.Terms.Line),
            new("agency", "Agency", CellType.Whole, p => (long?)p.Terms.AgencyId),
            new("state", "State", CellType.Text, p => p.Terms.State),
            new("inception", "Inception", CellType.Date, p => (DateOnly?)p.Terms.Inception) { Meaning = "The first day of cover" },
            new("expiry", "Expiry", CellType.Date, p => (DateOnly?)p.Terms.Expiry) { Meaning = "The day on which cover ends" },
            new("premium", "Premium", CellType.Cents, p => (long?)p.Terms.PremiumCents) { Meaning = "The price for the whole time" },
            new("status", "Status", CellType.Text, p => p.Status.Name) { Meaning = "What the policy is on the day shown: follows from its dates and from what was done to it" },
            new("cancelledOn", "Cancelled on", CellType.Date, p => p.Terms.CancelledOn) { Meaning = "The day from which there is no cover; empty if it was not cancelled" },
            new("renewalOf", "Renewal of", CellType.Text, p => p.Terms.RenewalOf) { Meaning = "The policy that it renews; empty if it is new" },
        ],
        PolicyList.Filters,
        p => p.Policy.Change);
}
