using System.Globalization;
using ClaimBook.Accounts;
using ClaimBook.Engine;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>loads</c>: files on their way into the database, and what became of them.</summary>
static class LoadsApi
{
    const int UsualLimit = 100, LargestLimit = 1000;

    const string Limited =
        "A user who is limited to some agencies sees the file, its times and its status, but neither counts nor notices nor errors, which are of others too.";

    static readonly QueryParameter s_replace = new(
        "replace", "The file becomes the whole truth: facts that it does not have are deleted.", "true", Allowed: ["true", "false"]);
    static readonly QueryParameter s_force =
        new("force", "Load even if the same file was loaded before.", "true", Allowed: ["true", "false"]);

    static readonly QueryParameter s_maxRejectRate = new(
        "maxRejectRate",
        $"The largest share of rejected lines with which a load goes through, 0 to 1; {new LoadOptions().MaxRejectRate} by default.",
        "0.1");

    static readonly QueryParameter s_limit = new(
        "limit",
        $"How many loads of the database to list at most, up to {LargestLimit}; {UsualLimit} by default as JSON, else all.", "100",
        QueryParameterKind.WholeNumber);

    static readonly QueryParameter s_before = new(
        "before", "Only loads of the database before this number: the nextCursor of the page before.", "42",
        QueryParameterKind.WholeNumber);

    static readonly QueryParameter s_id = new("id", "The load: its number, or the id that it was given when it was asked for.", "42");

    static readonly QueryParameter s_line =
        new("line", "Number of the line, the first line of the file being 1.", "17", QueryParameterKind.WholeNumber);

    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly QueryForm s_upload = s_nothing.With(s_replace, s_force, s_maxRejectRate);
    static readonly QueryForm s_list = s_nothing.With(s_limit, s_before, AnswerFormat.Parameter);
    static readonly QueryForm s_rejects = s_nothing.With(AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api)
    {
        var loads = api.MapGroup("loads").WithTags("Loads");
        loads.MapPost("", Upload).RequireAuthorization(Policies.Editor).Takes(s_upload).IsExpensive().WithName("postLoad").WithSummary("Load a performance file")
            .WithDescription("Takes one file, .csv, .csv.gz or .zip, as multipart/form-data and answers when it is on the server's disk. "
                + "The header Location is where its load can be followed. Loads run one after the other. Not for users who are limited to some agencies.")
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status429TooManyRequests, StatusCodes.Status507InsufficientStorage)
            .TakesFile();
        loads.MapGet("", List).Takes(s_list).WithName("getLoads").WithSummary("What was loaded, and what is about to be")
            .WithDescription("First the loads that wait, run, failed or were cancelled within the last day, then those of the database, "
                + "the newest first. " + Limited);
        var load = loads.MapGroup("{id}").RefusesUnknownParameters();
        load.MapGet("", Get).Takes(s_nothing, s_id).WithName("getLoad").WithSummary("One load")
            .WithDescription($"On its way or in the database: its status, its counts and notices, or why it failed. {Limited}")
            .Refuses(StatusCodes.Status404NotFound);
        load.MapGet("events", Events).Takes(s_nothing, s_id).WithName("getLoadEvents")
            .WithSummary("How a load gets on, as server-sent events")
            .WithDescription("Events named progress, then one last event named done, failed or cancelled; each has the load as JSON. " + Limited)
            .Refuses(StatusCodes.Status404NotFound);
        load.MapPost("cancel", Cancel).RequireAuthorization(Policies.Editor).Takes(s_nothing, s_id).WithName("postLoadCancel").WithSummary("End a load that is on its way")
            .WithDescription("One that waits ends at once, one that runs soon after; nothing of it remains in the database. "
                + "Not for users who are limited to some agencies.")
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        load.MapGet("rejects", Rejects).Takes(s_rejects, s_id).IsExpensive().WithName("getLoadRejects")
            .WithSummary("The rejected lines of a load with their reasons").WithDescription("As CSV unless another format is asked for. A user who is limited to some agencies sees the lines that are certainly of "
                + "these: one line with as many fields as the header and a readable agency number.")
            .Refuses(StatusCodes.Status404NotFound);
        load.MapGet("lines/{line}", Line).Takes(s_nothing, s_id, s_line).WithName("getLoadLine")
            .WithSummary("A line of a loaded file as it stands there")
            .WithDescription("Every row of the details names its load and line. As long as the file is kept in the data directory. "
                + "For a user who is limited to some agencies there are only the lines that are certainly of these.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    static async Task<Results<Accepted<LoadDocument>, ProblemHttpResult>> Upload(
        HttpContext context, LoadQueue queue, SharedLoads shared, Uploads uploads, AuditLog audit, ServerSettings settings)
    {
        if (RefuseLimited(context) is { } refusal)
            return refusal;
        var parameters = new RequestParameters(context.Request, s_upload);
        var options = new LoadOptions
        {
            Replace = parameters.Flag(s_replace),
            Force = parameters.Flag(s_force),
            MaxRejectRate = parameters.Share(s_maxRejectRate) ?? new LoadOptions().MaxRejectRate,
        };
        if (parameters.Problem is { } wrong)
            return wrong;
        var (file, problem) = await LoadUpload.Take(context, uploads, new UploadLimit(
            settings.MaxUploadBytes, "the setting Loads:MaxUploadBytes allows. The file as .csv.gz or .zip is much smaller; claimbook load knows no limit."));
        if (file is null)
            return problem!;
        var job = new LoadJob(file.Path, options with { FileName = file.Name }, isUpload: true, AuditOrigin.Of(context));
        audit.Accepted(job, new FileInfo(file.Path).Length);
        shared.Add(job);
        queue.Add(job);
        var location = $"{context.Request.PathBase}{context.Request.Path.Value!.TrimEnd('/')}/{job.Id}";
        return TypedResults.Accepted(location, LoadDocument.Of(job, Scope(context)));
    }

    static Results<TableResult, ProblemHttpResult> List(
        HttpContext context, LoadQueue queue, SharedLoads shared, CurrentStar current, Database database)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (format is null)
            return problem!;
        var parameters = new RequestParameters(context.Request, s_list);
        var limit = parameters.WholeNumber(s_limit, 1, LargestLimit) ?? (format == ExportFormat.Json ? UsualLimit : int.MaxValue);
        var before = parameters.WholeNumber(s_before, 1, int.MaxValue);
        if (parameters.Problem is { } wrong)
            return wrong;

        // The queue first: a load that ends meanwhile is listed twice rather than not at all.
        var jobs = queue.Jobs.Reverse().Select(j => LoadDocument.Of(j, Scope(context))).Where(l => l.LoadId is null)
            .Concat(shared.All().Select(l => l.For(Scope(context)))).ToList();
        // A load is done when the figures show it, which is a moment after it is in the database.
        var latest = current.Star?.Dimensions.LoadId ?? int.MaxValue - 1;
        var (loads, count) = database.Guard(() =>
        {
            using var connection = database.Connect();
            return (LoadRecord.ReadLatest(connection, limit, before ?? latest + 1), LoadRecord.Count(connection, latest));
        });
        var rows = loads.Select(l => LoadDocument.Of(l, Scope(context)));
        int? next = loads.Count == limit && loads[^1].LoadId > 1 ? loads[^1].LoadId : null;
        return new TableResult(LoadTable.Of([.. before is null ? jobs.Concat(rows) : rows], jobs.Count + count, next), format);
    }

    static Results<Ok<LoadDocument>, ProblemHttpResult> Get(HttpContext context, string id, LoadQueue queue, SharedLoads shared, Database database)
    {
        if (queue.Find(id) is { } job)
            return TypedResults.Ok(LoadDocument.Of(job, Scope(context)));
        if (shared.Find(id) is { } elsewhere)
            return TypedResults.Ok(elsewhere.For(Scope(context)));
        var (load, problem) = Stored(id, Number(id), database);
        return load is null ? problem! : TypedResults.Ok(LoadDocument.Of(load, Scope(context)));
    }

    static Results<ServerSentEventsResult<LoadDocument>, ProblemHttpResult> Events(
        HttpContext context, string id, LoadQueue queue, SharedLoads shared, Database database, TimeProvider time)
    {
        if (queue.Find(id) is { } job)
            return TypedResults.ServerSentEvents(LoadEvents.Follow(job, Scope(context), time));
        if (shared.Find(id) is { } elsewhere)
            return TypedResults.ServerSentEvents(LoadEvents.Follow(elsewhere, shared, Scope(context), time));
        var (load, problem) = Stored(id, Number(id), database);
        return load is null
            ? problem!
            : TypedResults.ServerSentEvents(new[] { LoadEvents.Last(LoadDocument.Of(load, Scope(context))) }.ToAsyncEnumerable());
    }

    static Results<Accepted<LoadDocument>, ProblemHttpResult> Cancel(
        HttpContext context, string id, LoadQueue queue, SharedLoads shared, AuditLog audit, Database database)
    {
        if (RefuseLimited(context) is { } refusal)
            return refusal;
        if (queue.Find(id) is { } job)
        {
            if (!queue.TryCancel(job))
                return HasEnded(id, job.State.Status);
            audit.Cancelled(job.Id, job.File, AuditOrigin.Of(context));
            return TypedResults.Accepted((string?)null, LoadDocument.Of(job, Scope(context)));
        }
        if (shared.Find(id) is { } elsewhere)
        {
            if (elsewhere.FinishedAt is not null || !shared.TryCancel(elsewhere))
                return HasEnded(id, elsewhere.Status);
            audit.Cancelled(elsewhere.Id, elsewhere.File, AuditOrigin.Of(context));
            return TypedResults.Accepted((string?)null, elsewhere);
        }
        var (load, problem) = Stored(id, Number(id), database);
        return load is null ? problem! : HasEnded(id, LoadStatus.Done);
    }

    static Results<TableResult, ProblemHttpResult> Rejects(
        HttpContext context, string id, LoadQueue queue, SharedLoads shared, Database database)
    {
        var (format, problem) = AnswerFormat.Of(context.Request, usual: ExportFormat.Csv);
        if (format is null)
            return problem!;
        (var load, problem) = Find(id, context, queue, shared, database);
        if (load is null)
            return problem!;
        var connection = database.Connect();
        context.Response.RegisterForDispose(connection);
        return new TableResult(database.Guard(() => RejectsTable.Of(database, connection, load.LoadId, Scope(context))), format);
    }

    static Results<Ok<LoadLineDocument>, ProblemHttpResult> Line(
        HttpContext context, string id, string line, LoadQueue queue, SharedLoads shared, Database database, KeptFiles keptFiles)
    {
        if (!int.TryParse(line, NumberStyles.None, null, out var number) || number == 0)
            return Problems.Parameter("line", "must be the number of a line, the first being 1");
        var (load, problem) = Find(id, context, queue, shared, database);
        if (load is null)
            return problem!;
        var file = $"The file of load {load.LoadId}, {load.File},";
        if (keptFiles.Find(load) is not { } path)
            return Problems.NotFound($"{file} is not kept here any more.");
        try
        {
            return SourceLine.Read(path, number, Scope(context)) is { } found
                ? TypedResults.Ok(new LoadLineDocument(load.LoadId, load.File, found.Line, found.Header, found.Text))
                : Problems.NotFound($"{file} has no line {number}, or an empty one.");
        }
        catch (ClaimBookException e)
        {
            return Problems.NotFound($"{file} is kept but cannot be read: {e.Message}");
        }
    }

    static ProblemHttpResult HasEnded(string id, LoadStatus status) =>
        Problems.Of(StatusCodes.Status409Conflict, $"Load {id} is {status.Name()}; it cannot be cancelled any more.");

    static RowScope Scope(HttpContext context) => CurrentUser.Of(context).Scope;

    /// <summary>A file changes the rows of any agency, so it is not for those who may see only some.</summary>
    static ProblemHttpResult? RefuseLimited(HttpContext context) => Scope(context).IsAll ? null : Problems.Of(
        StatusCodes.Status403Forbidden,
        "You are limited to some agencies, and a file can change the rows of any: only who may see all agencies can load files or cancel their loads.");

    /// <summary>A load of the database by its number or, as long as that is remembered, by the id it was given on its way there.</summary>
    static (LoadRecord? Load, ProblemHttpResult? Problem) Find(
        string id, HttpContext context, LoadQueue queue, SharedLoads shared, Database database)
    {
        var onItsWay = queue.Find(id) is { } job ? LoadDocument.Of(job, Scope(context)) : shared.Find(id);
        if (onItsWay is { LoadId: null })
            return (null, Problems.NotFound($"Load {id} is not in the database; it is {onItsWay.Status.Name()}."));
        return Stored(id, onItsWay?.LoadId ?? Number(id), database);
    }

    static (LoadRecord? Load, ProblemHttpResult? Problem) Stored(string id, int number, Database database)
    {
        var load = database.Guard(() =>
        {
            using var connection = database.Connect();
            return LoadRecord.Find(connection, number);
        });
        return load is null ? (null, Problems.NotFound($"There is no load '{id}'.")) : (load, null);
    }

    /// <summary>The number that an id is; 0, which no load has, if it is none.</summary>
    static int Number(string id) => int.TryParse(id, NumberStyles.None, null, out var number) ? number : 0;
}

/// <summary>A line of a loaded file as it stands there.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Number of the line. Where quoted fields hold line breaks, that of the record's first line.</param>
/// <param name="Header">The header line.</param>
/// <param name="Text">The line.</param>
sealed record LoadLineDocument(int LoadId, string File, int Line, string Header, string Text);
