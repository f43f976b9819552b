using ClaimBook.Engine.Semantics;
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

    /// <summary>The code and the line of a product, from what is said of it.</summary>
    /// <param name="product">A code or a name; of a product that is not known, its code.</param>
    /// <param name="line">CL or PL; null if nothing is said, which is enough where the product is known.</param>
    /// <param name="problem">What is wrong with the line; null if nothing is.</param>
    public (string Code, string Line) Resolve(string product, string? line, out QueryProblem? problem)
    {
        var known = Find(product);
        problem = (known, line) switch
        {
            (null, null) => new("productLine", "must be given, CL or PL: no product is known by that code or name"),
            ({ } p, { } l) when p.Line != l => new("productLine", $"must be {p.Line}, the line of {p.Code}, or be left out"),
            _ => null,
        };
        return (known?.Code ?? product, known?.Line ?? line ?? "");
    }
}
