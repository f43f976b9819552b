using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.BookAnswers;

/// <summary>Random queries to a book in the notation of <see cref="Queries"/>, valid on every random book.</summary>
static class RandomBookQueries
{
    static readonly string[] s_operators = [">", ">=", "<", "<="];

    public static string Next(Random random)
    {
        var measures = Some(random, QueryForm.Claims.Measures, random.Next(1, 5));
        var dimensions = QueryForm.Claims.Filters.Where(d => measures.All(m => m.Has(d) && (d.RelatesFacts || m.Fact == measures[0].Fact))).ToArray();
        var by = Some(random, dimensions, random.Next(4));
        List<string> query = [$"measures={Names(measures.Select(m => m.Name))}"];
        if (by.Length > 0)
            query.Add($"by={Names(by.Select(d => d.Name))}");
        var filters = Some(random, dimensions, random.Next(4));
        query.AddRange(filters.Select(d => Filter(random, d)));
        if (filters.All(d => d.Name != "year"))
            query.AddRange(Dates(random));
        var compares = random.Next(4) == 0;
        if (compares)
            query.Add("compare=prior_year");
        string[] figures = [.. measures.SelectMany(m => (compares ? ["", "_prior", "_change"] : new[] { "" }).Select(s => m.Name + s))];
        if (random.Next(3) == 0)
            query.Add($"sort={Names(Some(random, [.. figures, .. by.Select(d => d.Name)], 2).Select(c => random.Next(2) == 0 ? c : $"-{c}"))}");
        if (random.Next(5) == 0)
            query.Add($"having={figures[random.Next(figures.Length)]}{s_operators[random.Next(4)]}{random.Next(-100, 100_000) / 100m}");
        if (random.Next(5) == 0)
            query.Add($"limit={random.Next(1, 20)} offset={random.Next(5)}");
        return string.Join(' ', query);
    }

    static string Filter(Random random, Dimension dimension) => $"{dimension.Name}={(random.Next(3) == 0 ? "!" : "")}" + dimension.Name switch
    {
        "agency" => random.Next(3) == 0 ? "none,2" : $"{random.Next(1, 3)}..{random.Next(3, 7)}",
        "product" => random.Next(4) == 0 ? "none,BOP" : "BOP,YACHT",
        "product_line" => random.Next(3) == 0 ? "none" : "PL",
        "state" => random.Next(4) == 0 ? "XX,none" : "OH,PA",
        "year" => random.Next(2) == 0 ? $"{random.Next(2018, 2022)}..{random.Next(2022, 2027)}" : $"{random.Next(2019, 2026)}",
        "month" => random.Next(2) == 0 ? $"{random.Next(1, 6)}..{random.Next(6, 13)}" : "2,12",
        "cause" => "Fire,Hail",
        "status" => random.Next(2) == 0 ? "open,reported,in_force" : "closed_with_payment,denied,cancelled,expired",
        var other => throw new InvalidOperationException(other),
    };

    static IEnumerable<string> Dates(Random random) => random.Next(4) switch
    {
        0 => [$"from={Date(random, 2019, 2022)}"],
        1 => [$"from={Date(random, 2019, 2022)}", $"to={Date(random, 2022, 2027)}"],
        2 => [$"to={Date(random, 2021, 2027)}"],
        _ => [],
    };

    static string Date(Random random, int firstYear, int endYear) => (random.Next(4) == 0
        ? new DateOnly(random.Next(firstYear, endYear), 3, 1).AddDays(random.Next(-2, 2))
        : new DateOnly(random.Next(firstYear, endYear), 1, 1).AddDays(random.Next(365))).ToString("yyyy-MM-dd");

    static T[] Some<T>(Random random, IReadOnlyList<T> all, int count)
    {
        T[] shuffled = [.. all];
        random.Shuffle(shuffled);
        return shuffled[..Math.Min(count, shuffled.Length)];
    }

    static string Names(IEnumerable<string> names) => string.Join(',', names);
}
