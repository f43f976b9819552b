using System.Globalization;
using System.Text.Json;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary>Reads the fields of a JSON object that a request sends; goes on after a problem to report all.</summary>
sealed class BodyFields
{
    const int LongestName = 100;

    readonly Dictionary<string, JsonElement> _fields = [];
    readonly List<QueryProblem> _problems = [];

    BodyFields(JsonElement body, IReadOnlyList<string> names)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (!names.Contains(field.Name))
                _problems.Add(new(field.Name.Length <= LongestName ? field.Name : field.Name[..LongestName], $"is not a field. Allowed: {string.Join(", ", names)}"));
            else if (!_fields.TryAdd(field.Name, field.Value))
                _problems.Add(new(field.Name, "is given more than once"));
        }
    }

    /// <summary>Whether something is wrong.</summary>
    public bool HasProblems => _problems.Count > 0;

    /// <summary>Reads the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="names">The fields that it may have.</param>
    /// <returns>The fields, or why the body is not a JSON object.</returns>
    public static async Task<(BodyFields? Fields, ProblemHttpResult? Problem)> Read(HttpRequest request, params IReadOnlyList<string> names)
    {
        if (!request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with the header Content-Type: application/json."));
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object
                ? (new BodyFields(body.RootElement.Clone(), names), null)
                : (null, Problems.Of(StatusCodes.Status400BadRequest, $"The body must be a JSON object with the fields {string.Join(", ", names)}."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Names with half a surrogate pair are no JSON that .NET reads.
            return (null, Problems.Of(StatusCodes.Status400BadRequest, $"The body is not JSON: {e.Message}"));
        }
    }

    /// <summary>All that is wrong: with the fields, and what a rule finds wrong with those that could be read.</summary>
    /// <param name="rules">What the rules say.</param>
    /// <param name="together">Fields that rules compare: if one of them could not be read, they say nothing of the others.</param>
    public ProblemHttpResult Problem(Refused? rules, params IReadOnlyList<string> together) => Problems.Parameters(
    [
        .. _problems,
        .. (rules is { Kind: RefusalKind.Wrong } ? rules.Problems : []).Where(p => !IsWrong(p.Parameter) && !(together.Contains(p.Parameter) && together.Any(IsWrong))),
    ]);

    /// <summary>Refuses a field for a reason of the resource's own.</summary>
    public void Refuse(QueryProblem? problem)
    {
        if (problem is not null && !IsWrong(problem.Parameter))
            _problems.Add(problem);
    }

    /// <summary>Requires fields to be there, be it as null: nothing is lost by leaving something out.</summary>
    public BodyFields Require(params IReadOnlyList<string> names)
    {
        _problems.AddRange(names.Where(n => !_fields.ContainsKey(n)).Select(n => new QueryProblem(n, "must be given")));
        return this;
    }

    /// <summary>A text; null if it is not given.</summary>
    public string? Text(string name)
    {
        if (Given(name) is not { } field)
            return null;
        if (field.ValueKind != JsonValueKind.String)
            return Wrong<string>(name, "must be a text");
        try
        {
            return field.GetString();
        }
        catch (InvalidOperationException)
        {
            return Wrong<string>(name, "has half of a surrogate pair, which is no character");
        }
    }

    /// <summary>One of the texts that are allowed, which must be given.</summary>
    /// <returns>Its place among them; 0 if it is wrong.</returns>
    public int OneOf(string name, IReadOnlyList<string> allowed)
    {
        var text = Text(name);
        if (text is not null && allowed.Index().FirstOrDefault(a => a.Item == text) is { Item: not null } found)
            return found.Index;
        Refuse(new(name, $"must be one of {string.Join(", ", allowed)}"));
        return 0;
    }

    /// <summary>A day; null if it is not given.</summary>
    public DateOnly? Day(string name, bool isRequired = false) =>
        Given(name, isRequired) is null ? null
        : DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", out var day) ? day
        : Wrong(name, "must be a date like 2024-06-30");

    /// <summary>A whole number, which must be given.</summary>
    public int? WholeNumber(string name) =>
        Given(name, isRequired: true) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out var number) ? number
        : Wrong<int?>(name, "must be a whole number");

    /// <summary>A yes or no; no if it is not given.</summary>
    public bool Flag(string name)
    {
        if (Given(name) is not { } field)
            return false;
        if (field.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Refuse(new(name, "must be true or false"));
        return field.ValueKind == JsonValueKind.True;
    }

    /// <summary>An amount of money, in cents; null if it is not given. It is a number or a text and never rounded.</summary>
    public long? Cents(string name, bool isRequired = false)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (Given(name, isRequired) is not { } field)
            return null;
        var text = field.ValueKind == JsonValueKind.Number ? field.GetRawText() : Text(name);
        if (text is null || !decimal.TryParse(text, plain, null, out var amount) || text.Length - text.IndexOf('.') - 1 > 2 && text.Contains('.'))
            return Wrong<long?>(name, "must be an amount with at most two decimals, like 1234.50");
        return Math.Abs(amount) > ClaimMoney.MostCents / 100 ? Wrong<long?>(name, $"must be an amount of at most {ClaimMoney.MostCents / 100}") : (long)(amount * 100);
    }

    JsonElement? Given(string name, bool isRequired = false)
    {
        if (_fields.TryGetValue(name, out var field) && field.ValueKind != JsonValueKind.Null)
            return field;
        if (isRequired)
            Refuse(new(name, "must be given"));
        return null;
    }

    bool IsWrong(string name) => _problems.Any(p => p.Parameter == name);

    DateOnly? Wrong(string name, string message) => Wrong<DateOnly?>(name, message);

    T? Wrong<T>(string name, string message)
    {
        Refuse(new(name, message));
        return default;
    }
}
