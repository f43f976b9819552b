using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Cube;

/// <summary>The members of every dimension, and for each code of a key column the member that it means.</summary>
sealed class KeyMembers
{
    readonly Dictionary<(string Dimension, KeyColumn Key), int[]> _codes = [];

    /// <summary>Codes the star schema's dimensions; the code of a key column is the position among its own members.</summary>
    public KeyMembers(StarDimensions dimensions)
    {
        ProductCodes = dimensions.Products.OrderBy(p => p.Code, StringComparer.Ordinal).Select((p, code) => (p.Id, code)).ToDictionary(p => p.Id, p => p.code);
        StateCodes = dimensions.States.OrderBy(s => s.Code, StringComparer.Ordinal).Select((s, code) => (s.Id, code)).ToDictionary(s => s.Id, s => s.code);
        var agencies = dimensions.Agencies;
        Lines = Texts(InsuranceCatalog.ProductLine, dimensions.Products.Select(p => p.Line).Concat(dimensions.Quotes.Select(q => q.Line)));
        Platforms = Texts(InsuranceCatalog.Platform, dimensions.Quotes.Select(q => q.Platform));
        var products = Texts(InsuranceCatalog.Product, dimensions.Products.Select(p => p.Code));
        var states = Texts(InsuranceCatalog.State, dimensions.States.Select(s => s.Code));
        var vendors = Texts(InsuranceCatalog.Vendor, agencies.Select(a => a.Vendor));
        var sizes = new TextMembers(InsuranceCatalog.AgencySize, [.. AgencySize.Bands.Select(b => b.Name)]);
        var primaries = new NumberMembers(InsuranceCatalog.PrimaryAgency, agencies.Select(a => a.PrimaryAgencyId));
        var decades = new NumberMembers(InsuranceCatalog.AppointmentDecade, agencies.Select(Decade));
        Agencies = new NumberMembers(InsuranceCatalog.Agency, agencies.Select(a => (int?)a.Id));
        Members = new StarMembers(
            dimensions.LoadId,
            [.. dimensions.Years.Select(y => new CoveredYear(y.Year, y.FirstMonth, y.LastMonth))],
            [Agencies, primaries, products, Lines, states, vendors, decades, sizes, Platforms]);

        Determine(KeyColumn.Agency, vendors, agencies.Select(a => vendors.CodeOf(a.Vendor)));
        Determine(KeyColumn.Agency, sizes, agencies.Select(a => sizes.CodeOf(a.Size)));
        Determine(KeyColumn.Agency, primaries, agencies.Select(a => primaries.CodeOf(a.PrimaryAgencyId)));
        Determine(KeyColumn.Agency, decades, agencies.Select(a => decades.CodeOf(Decade(a))));
        Determine(KeyColumn.Product, Lines, dimensions.Products.OrderBy(p => p.Code, StringComparer.Ordinal).Select(p => Lines.CodeOf(p.Line)));
        foreach (var dimension in InsuranceCatalog.Dimensions.Where(d => !_codes.ContainsKey((d.Name, d.Key))))
            Determine(dimension.Key, Members[dimension], Enumerable.Range(0, Members[dimension].Count));
    }

    public StarMembers Members { get; }

    public NumberMembers Agencies { get; }

    public TextMembers Lines { get; }

    public TextMembers Platforms { get; }

    /// <summary>Code of a product by its id.</summary>
    public Dictionary<int, int> ProductCodes { get; }

    /// <summary>Code of a state by its id.</summary>
    public Dictionary<int, int> StateCodes { get; }

    /// <summary>By code of a key column, the code of the member of a dimension that it determines.</summary>
    public int[] Codes(Dimension dimension, KeyColumn key) => _codes[(dimension.Name, key)];

    void Determine(KeyColumn key, Members members, IEnumerable<int> memberCodes) =>
        _codes[(members.Dimension.Name, key)] = [.. memberCodes];

    static TextMembers Texts(Dimension dimension, IEnumerable<string> texts) =>
        new(dimension, [.. texts.Distinct().Order(StringComparer.Ordinal)]);

    static int? Decade(AgencyRow agency) => agency.AppointmentYear / 10 * 10;
}
