using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>catalog</c>: what can be asked, of which data.</summary>
static class CatalogApi
{
    static readonly QueryForm s_catalog = new();

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("catalog", Catalog).WithTags("Catalog").Takes(s_catalog).WithName("getCatalog")
            .WithSummary("The dimensions and measures that can be asked for")
            .WithDescription("Each with label, unit, formula and meaning, the years of the data with the months they cover, and the values of dimensions of texts. "
                + "A user who is limited to some agencies sees the values that these have; the years are those of all the data.");

    static Results<Ok<CatalogDocument>, StatusCodeHttpResult, ProblemHttpResult> Catalog(HttpContext context, Ledger ledger, Database database, ServerSettings settings)
    {
        var book = ledger.Now();
        return StarRequest.AnswerJson<CatalogDocument>(
            context, s_catalog, r => TypedResults.Ok(Describe(r, Engines.ForBook(settings.Engine, book, database))), alsoOf: $"-book{book.Change}");
    }

    static CatalogDocument Describe(StarRequest request, IAnalyticsEngine book) => new(
        [.. InsuranceCatalog.Dimensions.Select(d => new DimensionDocument(
            d.Name, d.Label, d.IsWholeNumber ? "number" : "text", d.Meaning,
            [.. Names(d, request, book).Select(n => new MemberDocument(n, LabelOf(d, n)))]))],
        [.. InsuranceCatalog.Measures.Select(m => new MeasureDocument(
            m.Name, m.Label, TableJson.NameOf(m.Formula.Kind), m.Unit.Name, m.Formula.Text, m.Meaning, m.MoreIsBetter,
            [.. InsuranceCatalog.Dimensions.Where(m.Has).Select(d => d.Name)]))],
        [.. request.Years.Select(y => new YearDocument(y.Year, y.FirstMonth, y.LastMonth, y.IsComplete))],
        request.LoadId);

    /// <summary>The names that the star schema or the book has; those of both are in one order.</summary>
    static IReadOnlyList<string> Names(Dimension dimension, StarRequest request, IAnalyticsEngine book) =>
        (QueryForm.Star.Filters.Contains(dimension), QueryForm.Claims.Filters.Contains(dimension)) switch
        {
            (true, false) => request.Engine.Names(dimension, request.Scope),
            (false, true) => book.Names(dimension, request.Scope),
            _ => [.. request.Engine.Names(dimension, request.Scope).Union(book.Names(dimension, request.Scope)).Order(StringComparer.Ordinal)],
        };

    static string LabelOf(Dimension dimension, string member) => dimension.Key switch
    {
        KeyColumn.Product => CodeNames.Product(member),
        KeyColumn.State => CodeNames.State(member),
        _ => member,
    };
}

/// <summary>What can be asked.</summary>
/// <param name="Dimensions">What results can be grouped and filtered by.</param>
/// <param name="Measures">The figures that can be asked for.</param>
/// <param name="Years">The years of the data.</param>
/// <param name="LoadId">The load whose data it is.</param>
sealed record CatalogDocument(
    IReadOnlyList<DimensionDocument> Dimensions, IReadOnlyList<MeasureDocument> Measures, IReadOnlyList<YearDocument> Years, int LoadId);

/// <summary>A dimension.</summary>
/// <param name="Name">Its name in queries and results.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Type"><c>number</c> or <c>text</c>: how its members are written.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Members">The members in the data; empty for numbers.</param>
sealed record DimensionDocument(string Name, string Label, string Type, string Meaning, IReadOnlyList<MemberDocument> Members);

/// <summary>A member of a dimension.</summary>
/// <param name="Name">Its name in queries and results.</param>
/// <param name="Label">Its name for people.</param>
sealed record MemberDocument(string Name, string Label);

/// <summary>A measure.</summary>
/// <param name="Name">Its name in queries and results.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">How its values combine.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Formula">How it is computed.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="MoreIsBetter">Whether more is better, or worse; null where it is neither.</param>
/// <param name="Dimensions">The dimensions that it can be asked by.</param>
sealed record MeasureDocument(
    string Name, string Label, string Kind, string Unit, string Formula, string Meaning, bool? MoreIsBetter, IReadOnlyList<string> Dimensions);

/// <summary>A year of the data.</summary>
/// <param name="Year">Statistical year.</param>
/// <param name="FirstMonth">The first month covered.</param>
/// <param name="LastMonth">The last month covered.</param>
/// <param name="IsComplete">Whether all twelve months are covered.</param>
sealed record YearDocument(int Year, int FirstMonth, int LastMonth, bool IsComplete);
