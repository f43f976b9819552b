using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>agencies</c>: who they are and how they are doing.</summary>
static class AgenciesApi
{
    static readonly QueryForm s_card = new();

    static readonly QueryParameter s_id = new("id", "The agency's number.", "3", QueryParameterKind.WholeNumber);

    static readonly QueryForm s_list = new()
    {
        Parameters = [AnswerFormat.Parameter],
        Filters = [.. InsuranceCatalog.Dimensions.Where(d => d.Key == KeyColumn.Agency)],
        UsualMeasures = InsuranceCatalog.MeasuresNamed("written_premium", "premium_growth", "loss_ratio", "retention_ratio", "policies_in_force"),
    };

    public static void Map(RouteGroupBuilder api)
    {
        var agencies = api.MapGroup("agencies").WithTags("Agencies");
        agencies.MapGet("", List).Takes(s_list).CacheOutput(nameof(ReadyAnswers)).WithName("getAgencies").WithSummary("The agencies")
            .WithDescription("What is known of each, and its figures of the latest complete year.");
        agencies.MapGet("{id:int}", Card).Takes(s_card, s_id).CacheOutput(nameof(ReadyAnswers)).WithName("getAgency").WithSummary("An agency's card")
            .WithDescription(
                """
                Attributes, every measure by year, product mix, rank and percentile among agencies of its size, quotes and hit ratio by platform. A user
                who is limited to some agencies sees their ranks among all agencies of their size, but no percentile: it would tell how many others have
                the same figure. Sizes, and the latest complete year, in which agencies are compared, are those of all the data.
                """)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> List(HttpContext context) => StarRequest.Answer(context, s_list, r =>
    {
        var known = r.Engine.Answer(
            new() { By = [InsuranceCatalog.Agency], Measures = [InsuranceCatalog.FindMeasure("agencies")!], Filters = r.Query.Filters }, r.Scope);
        var figures = r.Engine.Answer(
            r.Query with { By = [InsuranceCatalog.Agency], Filters = [.. r.Query.Filters, LatestComplete(r)] }, r.Scope);
        return AgencyTable.Of([.. ((ResultColumn<long?>)known.Columns[0]).Values.Select(id => (int)id!)], r.Agencies, figures);
    });

    static Results<Ok<AgencyDocument>, StatusCodeHttpResult, ProblemHttpResult> Card(HttpContext context, int id) =>
        StarRequest.AnswerJson<AgencyDocument>(context, s_card, r =>
        {
            if (r.Agencies.FirstOrDefault(a => a.Id == id) is not { } agency)
                return Problems.NotFound($"There is no agency {id}.");
            var card = AgencyCard.Of(id, agency.Size, LatestCompleteYear(r), r.Engine, r.Scope);
            return TypedResults.Ok(new AgencyDocument(
                AgencyTable.Attributes(agency),
                card.Years.ToExport("Measures by year"),
                card.Products.ToExport("Product mix"),
                card.Quotes.ToExport("Quotes"),
                card.ComparedIn,
                [.. card.Standings.Select(s => new StandingDocument(s.Measure.Name, s.Measure.Label, s.Value, s.Rank, s.Peers, s.Percentile))],
                r.LoadId));
        });

    static int? LatestCompleteYear(StarRequest request) => request.Years.LastOrDefault(y => y.IsComplete)?.Year;

    static NumberFilter LatestComplete(StarRequest request) =>
        new(InsuranceCatalog.Year, Excludes: false, LatestCompleteYear(request) is { } year ? [(year, year)] : [], NamesNone: false);
}

/// <summary>An agency's card.</summary>
/// <param name="Agency">What is known of it, in one row.</param>
/// <param name="Years">Every measure by year.</param>
/// <param name="Products">The product mix of the year that agencies are compared in.</param>
/// <param name="Quotes">Quotes, binds and hit ratio by product line and platform.</param>
/// <param name="ComparedIn">The latest complete year, in which agencies are compared; null if there is none.</param>
/// <param name="Standings">Where it stands among agencies of its size.</param>
/// <param name="LoadId">The load whose data it is.</param>
sealed record AgencyDocument(
    ExportTable Agency, ExportTable Years, ExportTable Products, ExportTable Quotes, int? ComparedIn, IReadOnlyList<StandingDocument> Standings, int LoadId);

/// <summary>Where an agency stands in a measure.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Label">The measure's name for people.</param>
/// <param name="Value">The agency's value; null if it has none.</param>
/// <param name="Rank">1 for the best of the agencies of its size.</param>
/// <param name="Peers">How many agencies of its size have a value.</param>
/// <param name="Percentile">Percentile rank, 0 to 100, of which more is better; null for users who are limited to some agencies.</param>
sealed record StandingDocument(string Measure, string Label, double? Value, int? Rank, int Peers, double? Percentile);
