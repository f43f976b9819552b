using ClaimBook.Accounts;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>users</c>: the accounts, for administrators.</summary>
static class UsersApi
{
    static readonly QueryParameter s_id = new("id", "The user's number.", "3", QueryParameterKind.WholeNumber);
    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly QueryForm s_list = s_nothing.With(AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api)
    {
        var users = api.MapGroup("users").WithTags("Users").RequireAuthorization(Policies.Admin).RefusesUnknownParameters();
        users.MapGet("", List).Takes(s_list).WithName("getUsers").WithSummary("The users").WithDescription("By name.");
        users.MapPost("", Create).Takes(s_nothing).WithName("postUser").WithSummary("Make a user")
            .WithDescription("Without a password one is generated and shown once, which the user must change at the first sign-in.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);
        users.MapGet("{id:int}", Get).Takes(s_nothing, s_id).WithName("getUser").WithSummary("One user").WithDescription("Role, agencies, and whether it is locked.")
            .Refuses(StatusCodes.Status404NotFound);
        users.MapPut("{id:int}", Set).Takes(s_nothing, s_id).WithName("putUser").WithSummary("Change a user")
            .WithDescription("Role, agencies and lock, all three. It holds from the user's next request on; a lock ends sessions and tokens at once.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        users.MapPost("{id:int}/password", ResetPassword).Takes(s_nothing, s_id).WithName("postUserPassword").WithSummary("Give a user a new password")
            .WithDescription("It is generated, shown once, and must be changed at the next sign-in. The user's sessions end; tokens stay.")
            .Refuses(StatusCodes.Status404NotFound);
        users.MapDelete("{id:int}", Remove).Takes(s_nothing, s_id).WithName("deleteUser").WithSummary("Delete a user")
            .WithDescription("With its sessions and tokens, at once. The last administrator stays.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    static Results<TableResult, ProblemHttpResult> List(HttpRequest request, Database database, TimeProvider time)
    {
        var (format, problem) = AnswerFormat.Of(request);
        problem ??= new RequestParameters(request, s_list).Problem;
        return problem is not null ? problem : new TableResult(UserTable.Of(User.List(database, time.GetUtcNow())), format!);
    }

    static Results<Ok<UserDocument>, ProblemHttpResult> Get(int id, Database database, TimeProvider time) =>
        User.Find(database, time.GetUtcNow(), id) is { } user ? TypedResults.Ok(UserDocument.Of(user)) : NotFound(id);

    static async Task<Results<Created<CreatedUserDocument>, ProblemHttpResult>> Create(
        HttpContext context, NewUserDocument given, Users users, Database database, TimeProvider time)
    {
        var (access, problem) = Access.Read(given.Role, given.Agencies);
        if (access is null)
            return Problems.Parameters([problem!]);
        var generated = given.Password is null ? Passwords.New() : null;
        (var id, problem) = await users.Add(given.Email, access.Role, access.Agencies, given.Password ?? generated!, mustChangePassword: generated is not null, AuditOrigin.Of(context));
        return problem is not null
            ? Problems.Parameters([problem])
            : TypedResults.Created($"/api/v1/users/{id}", new CreatedUserDocument(UserDocument.Of(User.Find(database, time.GetUtcNow(), id)!), generated));
    }

    static async Task<Results<Ok<UserDocument>, ProblemHttpResult>> Set(HttpContext context, int id, UserChangeDocument given, Users users, Database database, TimeProvider time)
    {
        var (access, problem) = Access.Read(given.Role, given.Agencies);
        if (access is null)
            return Problems.Parameters([problem!]);
        if (User.Find(database, time.GetUtcNow(), id) is null)
            return NotFound(id);
        return await users.Set(id, access.Role, access.Agencies, given.Locked, AuditOrigin.Of(context)) is { } refused
            ? Problems.Parameters([refused])
            : TypedResults.Ok(UserDocument.Of(User.Find(database, time.GetUtcNow(), id)!));
    }

    static async Task<Results<Ok<PasswordDocument>, ProblemHttpResult>> ResetPassword(HttpContext context, int id, Users users, Database database, TimeProvider time)
    {
        if (User.Find(database, time.GetUtcNow(), id) is null)
            return NotFound(id);
        var password = Passwords.New();
        return await users.SetPassword(id, password, mustChangePassword: true, by: AuditOrigin.Of(context)) is { } problem
            ? Problems.Parameters([problem])
            : TypedResults.Ok(new PasswordDocument(password));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Remove(HttpContext context, int id, Users users, Database database, TimeProvider time)
    {
        if (User.Find(database, time.GetUtcNow(), id) is null)
            return NotFound(id);
        return await users.Remove(id, AuditOrigin.Of(context)) is { } problem ? Problems.Parameters([problem]) : TypedResults.NoContent();
    }

    static ProblemHttpResult NotFound(int id) => Problems.NotFound($"There is no user {id}.");
}
