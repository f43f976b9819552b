using System.Data.Common;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Store;

/// <summary>The members of every dimension, and the values that stand for them in the star schema: ids for products and states, the
/// members themselves elsewhere.</summary>
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

    /// <summary>The values of some members, as an array of whole numbers or of texts; nothing for the member "none", which is null.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="isWanted">Whether the member of a code is one of them.</param>
    internal Array Values(Dimension dimension, Func<int, bool> isWanted) => Members[dimension] switch
    {
        _ when IdCodes(dimension) is { } ids => ids.Where(i => isWanted(i.Value)).Select(i => i.Key).Order().ToArray(),
        NumberMembers numbers => numbers.Numbers.Where((_, code) => isWanted(code)).ToArray(),
        var texts => texts.Names.Where((_, code) => isWanted(code)).ToArray(),
    };

    /// <summary>The code of the member that a reader's value stands for.</summary>
    /// <exception cref="ClaimBookException">It stands for none.</exception>
    internal int CodeAt(DbDataReader reader, int column, Dimension dimension)
    {
        var code = Members[dimension] switch
        {
            _ when IdCodes(dimension) is { } ids => ids.GetValueOrDefault(reader.GetInt32(column), -1),
            TextMembers texts => texts.CodeOf(reader.GetString(column)),
            NumberMembers numbers => numbers.CodeOf(reader.NullableInt32(column)),
            var other => throw new InvalidOperationException($"{other.GetType()} stands in no column"),
        };
        return code >= 0 ? code : throw new ClaimBookException(
            $"The facts have a {dimension.Name} ({reader.GetValue(column)}) that its table does not have; run claimbook check.");
    }

    IReadOnlyDictionary<int, int>? IdCodes(Dimension dimension) => dimension.Key switch
    {
        KeyColumn.Product => ProductCodes,
        KeyColumn.State => StateCodes,
        _ => null,
    };

    static TextMembers Texts(Dimension dimension, IEnumerable<string> texts) =>
        new(dimension, [.. texts.Distinct().Order(StringComparer.Ordinal)]);

    static Dictionary<int, int> CodesById(IEnumerable<(int Id, string Text)> rows) =>
        rows.OrderBy(r => r.Text, StringComparer.Ordinal).Select((r, code) => (r.Id, code)).ToDictionary(r => r.Id, r => r.code);
}
