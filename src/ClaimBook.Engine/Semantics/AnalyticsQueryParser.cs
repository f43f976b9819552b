using System.Globalization;

namespace ClaimBook.Engine.Semantics;

/// <summary>Reads one <see cref="AnalyticsQuery"/>; goes on after a problem so that all are reported at once.</summary>
sealed class AnalyticsQueryParser
{
    const int LargestLimit = 1_000_000, MostFilterValues = 9_999, LongestValue = 200_000, MostHaving = 20;

    static readonly string[] s_yearParameters = ["from", "to", "month", "compare"];

    static readonly string[] s_operators = [">=", "<=", ">", "<", "="];

    readonly QueryForm _form;
    readonly List<QueryProblem> _problems = [];
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    readonly List<string> _having = [];

    public AnalyticsQueryParser(IEnumerable<KeyValuePair<string, string>> parameters, QueryForm form)
    {
        _form = form;
        foreach (var (name, value) in parameters)
            Take(name, value);
    }

    public IReadOnlyList<QueryProblem> Problems => _problems;

    public AnalyticsQuery? Parse()
    {
        var by = Names("by", _form.Filters, d => d.Name);
        var measures = _values.ContainsKey("measures") ? Names("measures", _form.Measures, m => m.Name) : _form.UsualMeasures;
        var compares = Choice(QueryParameter.Compare) is not null;
        var figures = measures.SelectMany(m => MeasureColumns.NamesOf(m, compares)).ToList();
        var query = new AnalyticsQuery
        {
            By = by,
            Measures = measures,
            Filters = [.. _form.Filters.Where(d => _values.ContainsKey(d.Name)).Select(Filter).OfType<DimensionFilter>()],
            Having = [.. _having.Select(h => Having(h, figures)).OfType<HavingCondition>()],
            Dates = Dates(),
            Sort = Sort(_form.Sortable ?? [.. by.Select(d => d.Name), .. figures]),
            Limit = WholeNumber("limit", 1, LargestLimit),
            Offset = WholeNumber("offset", 0, int.MaxValue) ?? 0,
            ComparesPriorYear = compares,
            Allocation = Choice(QueryParameter.Allocation) == "whole" ? Allocation.Whole : Allocation.Days,
        };
        CheckMeasuresFit(query);
        return _problems.Count == 0 ? query : null;
    }

    void Take(string name, string value)
    {
        if (!_form.Names.Contains(name))
            Problem(name.Length <= 100 ? name : name[..100], $"is not a parameter or a dimension{Hint(name, _form.Names)} Allowed: {Listed(_form.Names)}");
        else if (value.Length > LongestValue || value.Any(char.IsControl))
            Problem(name, $"has a control character or more than {LongestValue:N0} characters");
        else if (name == "having")
            _having.Add(value);
        else if (!_values.TryAdd(name, value))
            Problem(name, "is given more than once; separate several values by commas");
    }

    List<T> Names<T>(string parameter, IReadOnlyList<T> all, Func<T, string> nameOf)
        where T : class
    {
        List<T> found = [];
        foreach (var item in Items(parameter))
        {
            var match = all.FirstOrDefault(t => nameOf(t) == item);
            if (match is null)
                Problem(parameter, $"{Spelling.Quote(item)} is unknown{Hint(item, all.Select(nameOf))} Allowed: {Listed(all.Select(nameOf))}");
            else if (found.Contains(match))
                Problem(parameter, $"names '{item}' twice; name each once");
            else
                found.Add(match);
        }
        return found;
    }

    string[] Items(string parameter)
    {
        if (!_values.TryGetValue(parameter, out var text))
            return [];
        var items = text.Split(',', StringSplitOptions.TrimEntries);
        if (items.Contains(""))
        {
            Problem(parameter, "has an empty value; give values separated by commas");
            return [];
        }
        return items;
    }

    DimensionFilter? Filter(Dimension dimension)
    {
        var text = _values[dimension.Name];
        var excludes = text.StartsWith('!');
        _values[dimension.Name] = excludes ? text[1..] : text;
        var items = Items(dimension.Name);
        if (items.Length > MostFilterValues)
        {
            Problem(dimension.Name, $"names {items.Length:N0} values; at most {MostFilterValues:N0} are allowed");
            return null;
        }
        if (!dimension.IsWholeNumber)
            return new TextFilter(dimension, excludes, items);
        List<(int First, int Last)> ranges = [];
        foreach (var item in items.Where(i => i != "none"))
        {
            if (Range(item) is { } range)
                ranges.Add(range);
            else
                Problem(dimension.Name, $"{Spelling.Quote(item)} is not a whole number, a range like 3..16 with the smaller number first, or none");
        }
        return new NumberFilter(dimension, excludes, ranges, items.Contains("none"));
    }

    static (int First, int Last)? Range(string text)
    {
        var ends = text.Split("..");
        return ends.Length <= 2
            && int.TryParse(ends[0], NumberStyles.AllowLeadingSign, null, out var first)
            && int.TryParse(ends[^1], NumberStyles.AllowLeadingSign, null, out var last)
            && first <= last ? (first, last) : null;
    }

    HavingCondition? Having(string text, List<string> figures)
    {
        var start = text.AsSpan().IndexOfAny("<>=");
        var sign = start < 0 ? null : s_operators.First(o => text.AsSpan(start).StartsWith(o));
        var name = start < 0 ? text : text[..start].Trim();
        if (_having.Count > MostHaving)
        {
            Problem("having", $"is given {_having.Count} times; at most {MostHaving} are allowed");
        }
        else if (!figures.Contains(name))
        {
            Problem("having", $"{Spelling.Quote(name)} is not a measure of the query{Spelling.Suggest(name, figures)} Allowed: {Listed(figures)}");
        }
        else if (sign is null || !decimal.TryParse(text.AsSpan(start + sign.Length), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, null, out var value) || Math.Abs(value) > 1_000_000_000_000_000m)
        {
            Problem("having", $"{Spelling.Quote(text)} is not a comparison of a measure with a number, like {name}>100000; operators are {Listed(s_operators)}");
        }
        else
        {
            return new HavingCondition(name, sign, value);
        }
        return null;
    }

    List<SortKey> Sort(IReadOnlyList<string> columns)
    {
        List<SortKey> keys = [];
        foreach (var item in Items("sort"))
        {
            var name = item.TrimStart('-');
            if (!columns.Contains(name) || item.Length - name.Length > 1)
                Problem("sort", $"{Spelling.Quote(item)} is not a column of the query, with - in front for largest first{Spelling.Suggest(name, columns)} Allowed: {Listed(columns)}");
            else if (keys.Exists(k => k.Column == name))
                Problem("sort", $"names '{name}' twice; name each once");
            else
                keys.Add(new SortKey(name, item.StartsWith('-')));
        }
        return keys;
    }

    DateSelection Dates()
    {
        var all = DateSelection.All;
        var selection = new DateSelection(Date("from") ?? all.From, Date("to") ?? all.To);
        if (selection.From > selection.To)
            Problem("from", "is after to; the range is from the earlier to the later date, both included");
        if (_values.ContainsKey("year") && (_values.ContainsKey("from") || _values.ContainsKey("to")))
            Problem("year", "cannot be combined with from and to; give either years or dates");

        if (!_form.Parameters.Contains(QueryParameter.Month) || !_values.TryGetValue("month", out var month))
            return selection;
        if (Range(month) is not ( >= 1, <= 12) months)
        {
            Problem("month", $"{Spelling.Quote(month)} is not a month 1 to 12 or a range of months like 1..6");
            return selection;
        }
        if (!_values.ContainsKey("year"))
            Problem("month", "needs year; for dates across years give from and to");
        return selection with { FirstMonth = months.First, LastMonth = months.Last };
    }

    DateOnly? Date(string parameter)
    {
        if (!_values.TryGetValue(parameter, out var text))
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
            return date;
        Problem(parameter, $"{Spelling.Quote(text)} is not a date like 2014-06-30");
        return null;
    }

    int? WholeNumber(string parameter, int least, int most)
    {
        if (!_values.TryGetValue(parameter, out var text))
            return null;
        if (int.TryParse(text, NumberStyles.None, null, out var number) && number >= least && number <= most)
            return number;
        Problem(parameter, $"{Spelling.Quote(text)} is not a whole number from {least:N0} to {most:N0}");
        return null;
    }

    string? Choice(QueryParameter parameter)
    {
        if (!_values.TryGetValue(parameter.Name, out var text))
            return null;
        if (parameter.Refuse(text) is { } problem)
            _problems.Add(problem);
        return text;
    }

    /// <summary>Every dimension used must belong to the facts of every measure, and mean the same to all; dates are conditions on the year.</summary>
    void CheckMeasuresFit(AnalyticsQuery query)
    {
        var used = query.By.Select(d => ("by", d)).Concat(query.Filters.Select(f => (f.Dimension.Name, f.Dimension)));
        used = used.Concat(s_yearParameters.Where(_values.ContainsKey).Select(p => (p, InsuranceCatalog.Year)));
        foreach (var (parameter, dimension) in used)
        {
            bool Fits(Measure measure) => measure.Has(dimension) && (dimension.RelatesFacts || measure.Fact == query.Measures[0].Fact);
            var unfit = query.Measures.Where(m => !Fits(m)).Select(m => m.Name).ToList();
            if (unfit.Count > 0)
            {
                var fit = _form.Measures.Where(Fits).Select(m => m.Name);
                Problem(parameter, $"{Listed(unfit)} cannot be asked by {dimension.Name}; measures that can: {Listed(fit)}");
            }
        }
    }

    /// <summary>Which resources know a name that this one does not, or the name that may have been meant; ends the sentence.</summary>
    static string Hint(string name, IEnumerable<string> allowed)
    {
        var facts = Fact.All.Where(f => InsuranceCatalog.Measures.Any(m => m.Name == name && m.Formula.Facts.Contains(f))
            || InsuranceCatalog.Dimensions.Any(d => d.Name == name && f.Has(d))).Select(f => $"{f.Name}/summary").ToList();
        return facts.Count > 0 ? $" here; ask {string.Join(" or ", facts)}." : Spelling.Suggest(name, allowed);
    }

    void Problem(string parameter, string message) => _problems.Add(new QueryProblem(parameter, message));

    static string Listed(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
