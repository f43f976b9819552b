namespace ClaimBook.Engine.Semantics;

/// <summary>A parameter of a query, as the command line and the HTTP API give it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it does and what is allowed.</param>
/// <param name="Example">A value that is right.</param>
/// <param name="Kind">How its values are written.</param>
/// <param name="Allowed">The only values allowed, where these can be listed.</param>
public sealed record QueryParameter(
    string Name, string Meaning, string Example, QueryParameterKind Kind = QueryParameterKind.Text, params IReadOnlyList<string> Allowed)
{
    /// <summary>Whether it may be given more than once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The dimensions to group by.</summary>
    public static QueryParameter By { get; } = new("by", "Dimensions to group by, separated by commas; none gives one row.", "state,year");

    /// <summary>The measures to show.</summary>
    public static QueryParameter Measures { get; } =
        new("measures", "Measures to show, separated by commas; the usual ones by default.", "written_premium,loss_ratio");

    /// <summary>The first date.</summary>
    public static QueryParameter From { get; } =
        new("from", "First date, included; a year that is cut counts by the share of its days.", "2010-01-01", QueryParameterKind.Date);

    /// <summary>The last date.</summary>
    public static QueryParameter To { get; } =
        new("to", "Last date, included; a year that is cut counts by the share of its days.", "2012-06-30", QueryParameterKind.Date);

    /// <summary>The first day.</summary>
    public static QueryParameter FromDay { get; } = new("from", "First day, included.", "2024-01-01", QueryParameterKind.Date);

    /// <summary>The last day.</summary>
    public static QueryParameter ToDay { get; } =
        new("to", "Last day, included; by default the day of the book, and never later.", "2024-12-31", QueryParameterKind.Date);

    /// <summary>The months of each year.</summary>
    public static QueryParameter Month { get; } = new("month", "A month of each year, or a range of months; needs year.", "1..6");

    /// <summary>A condition on a figure.</summary>
    public static QueryParameter Having { get; } =
        new("having", "A condition on a measure of the query, with >, >=, <, <= or =; may be given more than once.", "written_premium>100000") { IsRepeatable = true };

    /// <summary>The order.</summary>
    public static QueryParameter Sort { get; } =
        new("sort", "Columns to sort by, separated by commas, with - in front for largest first; rows without a value come last.", "-written_premium");

    /// <summary>How many rows.</summary>
    public static QueryParameter Limit { get; } = new("limit", "How many rows to show at most.", "100", QueryParameterKind.WholeNumber);

    /// <summary>Where to begin.</summary>
    public static QueryParameter Offset { get; } = new("offset", "How many rows to leave out at the start.", "0", QueryParameterKind.WholeNumber);

    /// <summary>The comparison.</summary>
    public static QueryParameter Compare { get; } =
        new("compare", "prior_year adds each measure's value a year before and the change.", "prior_year", Allowed: ["prior_year"]);

    /// <summary>How a cut year counts.</summary>
    public static QueryParameter Allocation { get; } =
        new("allocation", "How a year counts that the dates cut through: days, by the share of its days, or whole.", "days", Allowed: ["days", "whole"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<QueryParameter> All { get; } =
        [By, Measures, From, To, Month, Having, Sort, Limit, Offset, Compare, Allocation];

    /// <summary>What is wrong with a value that is none of those allowed; null if it is one of them.</summary>
    public QueryProblem? Refuse(string value) =>
        Allowed.Contains(value) ? null : new(Name, $"{Spelling.Quote(value)} is unknown; allowed: {string.Join(", ", Allowed)}");

    /// <summary>The filter on a dimension.</summary>
    public static QueryParameter Filter(Dimension dimension) => new(
        dimension.Name,
        $"{dimension.Meaning}. Any of these, separated by commas; with ! in front none of them"
            + (dimension.IsWholeNumber ? "; ranges like 3..16; none for rows without one." : "."),
        dimension.Example);
}

/// <summary>How the values of a parameter are written.</summary>
public enum QueryParameterKind
{
    /// <summary>As a text.</summary>
    Text,

    /// <summary>As a date like 2014-06-30.</summary>
    Date,

    /// <summary>As a whole number, 0 or more.</summary>
    WholeNumber,
}

/// <summary>What a certain kind of question may say: which parameters, filters and measures.</summary>
public sealed record QueryForm
{
    /// <summary>A question to the facts of the star schema.</summary>
    public static QueryForm Star { get; } = new()
    {
        Parameters = QueryParameter.All,
        Filters = [.. InsuranceCatalog.Dimensions.Where(d => Fact.Performance.Has(d) || Fact.Quotes.Has(d))],
        Measures = [.. InsuranceCatalog.Measures.Where(m => !m.Fact.IsOfBook)],
        UsualMeasures = InsuranceCatalog.MeasuresNamed("written_premium", "earned_premium", "incurred_losses", "loss_ratio"),
    };

    /// <summary>A question about quotes, which know neither years nor dates.</summary>
    public static QueryForm Quotes { get; } = new()
    {
        Parameters =
        [
            QueryParameter.By, QueryParameter.Measures, QueryParameter.Having, QueryParameter.Sort, QueryParameter.Limit, QueryParameter.Offset,
        ],
        Filters = [.. InsuranceCatalog.Dimensions.Where(Fact.Quotes.Has)],
        Measures = [.. InsuranceCatalog.Measures.Where(m => m.Fact == Fact.Quotes)],
        UsualMeasures = InsuranceCatalog.MeasuresNamed("quotes", "binds", "hit_ratio"),
    };

    /// <summary>A question to the book, for claims first.</summary>
    public static QueryForm Claims { get; } = new()
    {
        Parameters =
        [
            QueryParameter.By, QueryParameter.Measures, QueryParameter.FromDay, QueryParameter.ToDay, QueryParameter.Having, QueryParameter.Sort,
            QueryParameter.Limit, QueryParameter.Offset, QueryParameter.Compare,
        ],
        Filters = [.. InsuranceCatalog.Dimensions.Where(d => Fact.Claims.Has(d) || Fact.Policies.Has(d))],
        Measures = [.. InsuranceCatalog.Measures.Where(m => m.Fact.IsOfBook)],
        UsualMeasures = InsuranceCatalog.MeasuresNamed("claims_reported", "claims_open", "paid", "outstanding", "incurred", "severity"),
    };

    /// <summary>A question to the book, for policies first.</summary>
    public static QueryForm Policies { get; } =
        Claims with { UsualMeasures = InsuranceCatalog.MeasuresNamed("in_force_policies", "in_force_premium", "book_earned_premium") };

    /// <summary>Rows of fact_performance as they are.</summary>
    public static QueryForm Details { get; } = OfPerformance(QueryParameter.From, QueryParameter.To, QueryParameter.Month, QueryParameter.Sort, QueryParameter.Limit, QueryParameter.Offset);

    /// <summary>A report whose dimensions and measures are given.</summary>
    public static QueryForm Report { get; } = OfPerformance(QueryParameter.From, QueryParameter.To, QueryParameter.Allocation);

    /// <summary>The parameters besides filters.</summary>
    public IReadOnlyList<QueryParameter> Parameters { get; init; } = [];

    /// <summary>The dimensions that may be filtered and grouped by.</summary>
    public IReadOnlyList<Dimension> Filters { get; init; } = [];

    /// <summary>The measures that may be asked for.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>The measures where none are named.</summary>
    public IReadOnlyList<Measure> UsualMeasures { get; init; } = [];

    /// <summary>The columns that rows may be sorted by, where they are not those of the answer.</summary>
    public IReadOnlyList<string>? Sortable { get; init; }

    /// <summary>Every parameter, filters included.</summary>
    public IReadOnlyList<QueryParameter> AllParameters => field ??= [.. Parameters, .. Filters.Select(QueryParameter.Filter)];

    /// <summary>The names of every parameter.</summary>
    public IReadOnlyList<string> Names => field ??= [.. AllParameters.Select(p => p.Name)];

    /// <summary>The same form with more parameters, which somebody else reads.</summary>
    public QueryForm With(params IEnumerable<QueryParameter> others) => this with { Parameters = [.. Parameters, .. others] };

    static QueryForm OfPerformance(params QueryParameter[] parameters) => new()
    {
        Parameters = parameters,
        Filters = [.. InsuranceCatalog.Dimensions.Where(Fact.Performance.Has)],
        UsualMeasures = InsuranceCatalog.MeasuresNamed("written_premium"),
    };
}
