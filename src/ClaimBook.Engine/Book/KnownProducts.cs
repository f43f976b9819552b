using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Book;

/// <summary>The products that the performance data know: what people may call them, and to which line they belong.</summary>
/// <param name="products">The products.</param>
public sealed class KnownProducts(IReadOnlyList<ProductRow> products)
{
    readonly Dictionary<string, ProductRow> _byName = products.SelectMany(p => new[] { (Name: p.Name, Product: p), (Name: p.Code, Product: p) })
        .GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Last().Product, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads them.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public static KnownProducts Read(Database database) => database.Guard(() =>
    {
        using var connection = database.Connect();
        return new KnownProducts(Dimensions.ReadProducts(connection));
    });

    /// <summary>The product of a code or a name, whatever the case; null if it is not known.</summary>
    public ProductRow? Find(string codeOrName) => _byName.GetValueOrDefault(codeOrName.Trim());
}
