using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Book.Import;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary><c>claims/import</c> and <c>policies/import</c>: files of people's own making into the book.</summary>
static class ImportApi
{
    const long MostBytes = 100_000_000;

    static readonly QueryParameter s_preview = new("preview", "Shows what would be imported, and writes nothing.", "true", Allowed: ["true", "false"]);

    static readonly QueryParameter s_sheet = new("sheet", "The sheet of a workbook; the one that has the columns by default.", "Claims 2024");

    static readonly QueryParameter s_columns = new(
        "columns", "Which columns are which fields, as Header:field or Letter:field, separated by commas; the field - ignores a column. Other columns are matched by name.", "Our No:reference,F:-");

    static readonly QueryParameter s_dates = new(
        "dates", "The order of day, month and year where a column's dates do not tell it.", "mdy", Allowed: ["ymd", "mdy", "dmy"]);

    static readonly QueryParameter s_decimal = new(
        "decimal", "The decimal sign where a column's amounts do not tell it.", "comma", Allowed: ["point", "comma"]);

    static readonly QueryParameter s_rejects = new(
        "rejects", "Answers the rejected rows with their reasons as a file, instead of the report. After an import, a preview of the same file gives them too: what was imported is there already.",
        "xlsx", Allowed: [ExportFormat.Csv.Name, ExportFormat.Xlsx.Name]);

    static readonly QueryForm s_form = new QueryForm { Filters = [] }.With(s_preview, s_sheet, s_columns, s_dates, s_decimal, s_rejects);

    /// <summary>What is read lies in memory until it is written, so one file is read after the other.</summary>
    static readonly SemaphoreSlim s_turn = new(1);

    public static void Map(RouteGroupBuilder api)
    {
        Map(api, ImportForm.Claims, "Claims", "postClaimsImport");
        Map(api, ImportForm.Policies, "Policies", "postPoliciesImport");
    }

    static void Map(RouteGroupBuilder api, ImportForm form, string tag, string name) => api
        .MapPost($"{form.Name}/import", (HttpContext context, Uploads uploads, Database database, Ledger ledger, TimeProvider time) =>
            Import(form, context, uploads, database, ledger, time))
        .RequireAuthorization(Policies.Editor).Takes(s_form).IsExpensive().WithTags(tag).WithName(name).WithSummary($"Import {form.Name} from a file")
        .WithDescription($"Takes one file, .xlsx or .csv, as multipart/form-data. All good rows are added in one transaction; the others are counted and to be had with a reason each, by rejects. "
            + $"An import changes nothing that is there: a row that the book has already with equal values is unchanged, with others it is rejected. "
            + "What the file leaves open is answered 400, with the name of the parameter that decides it: sheet, columns, dates or decimal. "
            + "A file of rejected rows has the counts in the headers Imported-Count, Unchanged-Count and, of its own rows, Row-Count.")
        .WithMetadata(new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(ImportDocument),
            [.. ExportFormat.All.Select(f => MediaTypeHeaderValue.Parse(f.MediaType).MediaType.ToString())]))
        .Refuses(
            StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status429TooManyRequests, StatusCodes.Status507InsufficientStorage)
        .TakesFile();

    static async Task<IResult> Import(ImportForm form, HttpContext context, Uploads uploads, Database database, Ledger ledger, TimeProvider time)
    {
        var parameters = new RequestParameters(context.Request, s_form);
        var isPreview = parameters.Flag(s_preview);
        var rejects = parameters.OneOf(s_rejects);
        var options = new ImportOptions
        {
            Sheet = parameters.Text(s_sheet),
            Columns = parameters.Text(s_columns),
            Dates = One<DateOrder>(parameters.OneOf(s_dates)),
            Decimal = One<DecimalSign>(parameters.OneOf(s_decimal)),
        };
        if (parameters.Problem is { } wrong)
            return wrong;
        var (file, problem) = await LoadUpload.Take(context, uploads, new UploadLimit(MostBytes, "an import may have. Split the file into several."));
        if (file is null)
            return problem!;
        try
        {
            await s_turn.WaitAsync(context.RequestAborted);
            try
            {
                var (plan, refused) = ImportPlan.Of(form, file.Path, options);
                if (plan is null)
                    return Problems.Parameters(refused!.Problems);
                var report = Run(plan, new Importer(ledger, KnownProducts.Read(database)), isPreview, file.Name, context, time);
                return rejects is null ? TypedResults.Ok(ImportDocument.Of(report, file.Name, isPreview)) : File(report, rejects, context.Response);
            }
            finally
            {
                s_turn.Release();
            }
        }
        finally
        {
            Uploads.Delete(file.Path);
        }
    }

    static ImportReport Run(ImportPlan plan, Importer importer, bool isPreview, string file, HttpContext context, TimeProvider time)
    {
        var user = CurrentUser.Of(context);
        return isPreview ? importer.Preview(plan, user.Scope) : importer.Import(plan, user.Name, user.Scope, (connection, report) => AuditLog.Write(
            connection, time.GetUtcNow(), AuditOrigin.Of(context), AuditAction.Imported, file,
            $"{plan.Form.Name}; {report.Imported:N0} imported, {report.Unchanged:N0} unchanged, {report.Rejected.Count:N0} rejected"));
    }

    static TableResult File(ImportReport report, string format, HttpResponse response)
    {
        response.Headers["Imported-Count"] = $"{report.Imported}";
        response.Headers["Unchanged-Count"] = $"{report.Unchanged}";
        return new TableResult(ImportRejectsTable.Of(report), ExportFormat.Find(format)!);
    }

    static T? One<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var value) ? value : null;
}
