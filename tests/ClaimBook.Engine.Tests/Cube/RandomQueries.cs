using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

/// <summary>Random queries in the notation of <see cref="Queries"/>, valid on every random star.</summary>
static class RandomQueries
{
    static readonly string[] s_operators = [">", ">=", "<", "<="];

    public static string Next(Random random)
    {
        var facts = random.Next(5) switch { 0 => [Fact.Quotes], 1 => [Fact.Performance, Fact.Quotes], _ => new[] { Fact.Performance } };
        var dimensions = InsuranceCatalog.Dimensions.Where(d => facts.All(f => f.Has(d))).ToArray();
        var by = Some(random, dimensions, random.Next(4));
        var measures = facts.SelectMany(f => Some(random, [.. InsuranceCatalog.Measures.Where(m => m.Fact == f)], random.Next(1, 4))).ToArray();
        var isByYear = facts is [var only] && only == Fact.Performance;
        var compares = isByYear && random.Next(3) == 0;
        List<string> query = [$"measures={Names(measures.Select(m => m.Name))}"];
        if (by.Length > 0)
            query.Add($"by={Names(by.Select(d => d.Name))}");
        query.AddRange(Some(random, [.. dimensions.Where(d => d != InsuranceCatalog.Year)], random.Next(3)).Select(d => Filter(random, d)));
        if (isByYear)
            query.AddRange(Dates(random));
        if (compares)
            query.Add("compare=prior_year");
        string[] suffixes = compares ? ["", "_prior", "_change"] : [""];
        string[] figures = [.. measures.SelectMany(m => suffixes.Select(s => m.Name + s))];
        if (random.Next(3) == 0)
            query.Add($"sort={Names(Some(random, [.. figures, .. by.Select(d => d.Name)], 2).Select(c => random.Next(2) == 0 ? c : $"-{c}"))}");
        if (random.Next(4) == 0)
            query.Add($"having={figures[random.Next(figures.Length)]}{s_operators[random.Next(4)]}{random.Next(-100, 100_000) / (random.Next(2) == 0 ? 1m : 100_000m)}");
        if (random.Next(4) == 0)
            query.Add($"limit={random.Next(1, 20)} offset={random.Next(10)}");
        return string.Join(' ', query);
    }

    static string Filter(Random random, Dimension dimension) => (random.Next(2) == 0 ? $"{dimension.Name}=" : $"{dimension.Name}=!") + dimension.Name switch
    {
        "agency" => $"{random.Next(1, 50)}..{random.Next(50, 90)},14",
        "primary_agency" => random.Next(2) == 0 ? "2,none" : "1..2",
        "product" => "BOP,YACHT",
        "product_line" => "CL",
        "state" => random.Next(5) == 0 ? "XX" : "OH,PA",
        "vendor" => "A,Unknown",
        "appointment_decade" => random.Next(2) == 0 ? "none" : "1960..1980",
        "agency_size" => random.Next(2) == 0 ? "under" : "none",
        "platform" => "MDS,ELINKS",
        var other => throw new InvalidOperationException(other),
    };

    static IEnumerable<string> Dates(Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                yield return $"year={random.Next(2004, 2010)}..{random.Next(2010, 2016)}";
                break;
            case 1:
                yield return $"year=!{random.Next(2005, 2016)} month={random.Next(1, 6)}..{random.Next(6, 13)}";
                break;
            case 2:
                yield return $"from={Date(random, 2004, 2010)}";
                break;
            case 3:
                yield return $"from={Date(random, 2004, 2010)} to={Date(random, 2010, 2016)}";
                break;
        }
        if (random.Next(5) == 0)
            yield return "allocation=whole";
    }

    static string Date(Random random, int firstYear, int endYear)
    {
        var year = random.Next(firstYear, endYear);

        // The turn of February is where calendars go wrong.
        return (random.Next(4) == 0 ? new DateOnly(year, 3, 1).AddDays(random.Next(-2, 2)) : new DateOnly(year, 1, 1).AddDays(random.Next(365))).ToString("yyyy-MM-dd");
    }

    static T[] Some<T>(Random random, T[] all, int count)
    {
        var shuffled = (T[])all.Clone();
        random.Shuffle(shuffled);
        return shuffled[..Math.Min(count, shuffled.Length)];
    }

    static string Names(IEnumerable<string> names) => string.Join(',', names);
}
