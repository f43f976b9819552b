using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>The fact that a table stands at, and what is known beside it; or an agency without facts.</summary>
sealed class DetailRow
{
    PerformanceRow _fact;
    PublishedRatioRow? _published;
    bool _hasPublished;

    /// <summary>The fact.</summary>
    public ref readonly PerformanceRow Fact => ref _fact;

    public AgencyRow Agency { get; set; } = null!;

    public ProductRow Product { get; private set; } = null!;

    public StateRow State { get; private set; } = null!;

    /// <summary>The agency's counts for each of <see cref="PerformanceFile.Platforms"/>.</summary>
    public QuoteRow?[] Quotes { get; private set; } = [];

    /// <summary>Where to look for what stands beside the facts.</summary>
    public DetailTable Table { private get; init; } = null!;

    /// <summary>None where a later file moved the product to the other line.</summary>
    public PublishedRatioRow? Published
    {
        get
        {
            // Hardly two rows share one, so it is looked up for those who ask alone.
            if (!_hasPublished)
                (_published, _hasPublished) = (Table.Published(_fact.Key.AgencyId, Product.Line, _fact.Key.Year), true);
            return _published;
        }
    }

    /// <summary>Goes to a fact.</summary>
    public DetailRow At(in PerformanceRow fact)
    {
        (_fact, _hasPublished) = (fact, false);
        if (Agency?.Id != fact.Key.AgencyId)
            (Agency, Quotes) = Table.Agency(fact.Key.AgencyId);
        if (Product?.Id != fact.Key.ProductId)
            Product = Table.Product(fact.Key.ProductId);
        if (State?.Id != fact.Key.StateId)
            State = Table.State(fact.Key.StateId);
        return this;
    }
}
