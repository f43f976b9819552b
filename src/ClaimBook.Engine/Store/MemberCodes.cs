using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Store;

/// <summary>The members of every dimension, and which of them the ids of the star schema mean.</summary>
public sealed class MemberCodes
{
    /// <summary>Takes the members from the dimension tables.</summary>
    public MemberCodes(StarDimensions dimensions)
    {
        var (agencies, products, states) = (dimensions.Agencies, dimensions.Products, dimensions.States);
        ProductCodes = CodesById(products.Select(p => (p.Id, p.Code)));
        StateCodes = CodesById(states.Select(s => (s.Id, s.Code)));
        Members = new StarMembers(
            dimensions.LoadId,
            [.. dimensions.Years.Select(y => new CoveredYear(y.Year, y.FirstMonth, y.LastMonth))],
            [
                new NumberMembers(InsuranceCatalog.Agency, agencies.Select(a => (int?)a.Id)),
                new NumberMembers(InsuranceCatalog.PrimaryAgency, agencies.Select(a => a.PrimaryAgencyId)),
                Texts(InsuranceCatalog.Product, products.Select(p => p.Code)),
                Texts(InsuranceCatalog.ProductLine, products.Select(p => p.Line).Concat(dimensions.Quotes.Select(q => q.Line))),
                Texts(InsuranceCatalog.State, states.Select(s => s.Code)),
                Texts(InsuranceCatalog.Vendor, agencies.Select(a => a.Vendor)),
                new NumberMembers(InsuranceCatalog.AppointmentDecade, agencies.Select(a => a.AppointmentDecade)),
                new TextMembers(InsuranceCatalog.AgencySize, [.. AgencySize.Bands.Select(b => b.Name)]),
                Texts(InsuranceCatalog.Platform, dimensions.Quotes.Select(q => q.Platform)),
            ]);
    }

    /// <summary>The members.</summary>
    public StarMembers Members { get; }

    /// <summary>Code of a product by its id.</summary>
    public IReadOnlyDictionary<int, int> ProductCodes { get; }

    /// <summary>Code of a state by its id.</summary>
    public IReadOnlyDictionary<int, int> StateCodes { get; }

    static TextMembers Texts(Dimension dimension, IEnumerable<string> texts) =>
        new(dimension, [.. texts.Distinct().Order(StringComparer.Ordinal)]);

    static Dictionary<int, int> CodesById(IEnumerable<(int Id, string Text)> rows) =>
        rows.OrderBy(r => r.Text, StringComparer.Ordinal).Select((r, code) => (r.Id, code)).ToDictionary(r => r.Id, r => r.code);
}
