using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Cube;

/// <summary>The members of every dimension, and for each code of a key column the member that it means; the code of a key column is
/// the position among its own members.</summary>
sealed class KeyMembers
{
    readonly MemberCodes _members;
    readonly Dictionary<(string Dimension, KeyColumn Key), int[]> _codes = [];

    /// <summary>Codes the star schema's dimensions.</summary>
    public KeyMembers(StarDimensions dimensions)
    {
        _members = new MemberCodes(dimensions);
        var agencies = dimensions.Agencies;
        var (vendors, sizes) = (Texts(InsuranceCatalog.Vendor), Texts(InsuranceCatalog.AgencySize));
        var (primaries, decades) = (Numbers(InsuranceCatalog.PrimaryAgency), Numbers(InsuranceCatalog.AppointmentDecade));
        Determine(KeyColumn.Agency, vendors, agencies.Select(a => vendors.CodeOf(a.Vendor)));
        Determine(KeyColumn.Agency, sizes, agencies.Select(a => sizes.CodeOf(a.Size)));
        Determine(KeyColumn.Agency, primaries, agencies.Select(a => primaries.CodeOf(a.PrimaryAgencyId)));
        Determine(KeyColumn.Agency, decades, agencies.Select(a => decades.CodeOf(a.AppointmentDecade)));
        Determine(KeyColumn.Product, Lines, dimensions.Products.OrderBy(p => ProductCodes[p.Id]).Select(p => Lines.CodeOf(p.Line)));
        foreach (var dimension in QueryForm.Star.Filters.Where(d => !_codes.ContainsKey((d.Name, d.Key))))
            Determine(dimension.Key, Members[dimension], Enumerable.Range(0, Members[dimension].Count));
    }

    public StarMembers Members => _members.Members;

    public NumberMembers Agencies => Numbers(InsuranceCatalog.Agency);

    public TextMembers Lines => Texts(InsuranceCatalog.ProductLine);

    public TextMembers Platforms => Texts(InsuranceCatalog.Platform);

    /// <summary>Code of a product by its id.</summary>
    public IReadOnlyDictionary<int, int> ProductCodes => _members.ProductCodes;

    /// <summary>Code of a state by its id.</summary>
    public IReadOnlyDictionary<int, int> StateCodes => _members.StateCodes;

    /// <inheritdoc cref="MemberCodes.CodeAt"/>
    public int CodeAt(DbDataReader reader, int column, Dimension dimension) => _members.CodeAt(reader, column, dimension);

    /// <summary>By code of a key column, the code of the member of a dimension that it determines.</summary>
    public int[] Codes(Dimension dimension, KeyColumn key) => _codes[(dimension.Name, key)];

    void Determine(KeyColumn key, Members members, IEnumerable<int> memberCodes) =>
        _codes[(members.Dimension.Name, key)] = [.. memberCodes];

    NumberMembers Numbers(Dimension dimension) => (NumberMembers)Members[dimension];

    TextMembers Texts(Dimension dimension) => (TextMembers)Members[dimension];
}
