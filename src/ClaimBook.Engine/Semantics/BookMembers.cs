namespace ClaimBook.Engine.Semantics;

/// <summary>Everything about the book that is not a fact: who its members are and which days it knows. A claim without a policy has no agency,
/// product, line and state: it is of the member "none".</summary>
public sealed class BookMembers : MemberLists
{
    static readonly int?[] s_months = [.. Enumerable.Range(1, 12)];

    /// <summary>Takes the members, in any order and as often as they occur.</summary>
    /// <param name="firstYear">The first year in which something happened.</param>
    /// <param name="day">The day as of which the book is.</param>
    /// <param name="agencies">The agencies.</param>
    /// <param name="products">The products.</param>
    /// <param name="states">The states.</param>
    /// <param name="causes">The causes of losses.</param>
    /// <param name="statuses">All statuses of claims and of policies; these in their order.</param>
    public BookMembers(
        int firstYear, DateOnly day, IEnumerable<int> agencies, IEnumerable<string> products, IEnumerable<string> states, IEnumerable<string> causes,
        IEnumerable<string> statuses)
        : base([
            new NumberMembers(InsuranceCatalog.Agency, agencies.Select(a => (int?)a).Append(null)),
            Texts(InsuranceCatalog.Product, products, hasNone: true),
            Texts(InsuranceCatalog.ProductLine, ["CL", "PL"], hasNone: true),
            Texts(InsuranceCatalog.State, states, hasNone: true),
            new NumberMembers(InsuranceCatalog.Year, Years(firstYear, day).Select(y => (int?)y)),
            new NumberMembers(InsuranceCatalog.Month, s_months),
            Texts(InsuranceCatalog.Cause, causes),
            new TextMembers(InsuranceCatalog.Status, [.. statuses])])
    {
        Day = day;
        FirstYear = Math.Min(firstYear, day.Year);
    }

    /// <summary>The day as of which the book is: nothing is known of later days.</summary>
    public DateOnly Day { get; }

    /// <summary>The first year; years go on to that of <see cref="Day"/>.</summary>
    public int FirstYear { get; }

    static IEnumerable<int> Years(int first, DateOnly day) => Enumerable.Range(Math.Min(first, day.Year), Math.Max(1, day.Year - first + 1));

    static TextMembers Texts(Dimension dimension, IEnumerable<string> texts, bool hasNone = false) =>
        new(dimension, [.. texts.Distinct().Order(StringComparer.Ordinal)], hasNone);
}
