using System.Runtime.CompilerServices;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>A book as columns: the codes of the members of its policies and claims, their days and amounts.</summary>
sealed class BookFacts
{
    static readonly ConditionalWeakTable<BookState, BookFacts> s_known = [];

    BookFacts(BookState book)
    {
        // A quote covers nothing, so it is no fact; its members are known all the same.
        Policy[] policies = [.. book.Policies.Where(p => !p.Terms.IsQuote)];
        var claims = book.Claims;
        var firstDay = book.Policies.Select(p => p.Terms.Inception).Concat(claims.Select(c => c.Details.AccidentDate)).DefaultIfEmpty(book.Day).Min();
        Members = new BookMembers(
            firstDay.Year, book.Day, book.Policies.Select(p => p.Terms.AgencyId), book.Policies.Select(p => p.Terms.Product),
            book.Policies.Select(p => p.Terms.State), claims.Select(c => c.Details.Cause), [.. ClaimStatuses.Names, .. PolicyStatuses.Names]);
        Policies = new PolicyColumns(policies, Codes(policies, policies.Select(p => p.Terms.StatusOn(book.Day).Name)));
        var codes = Codes([.. claims.Select(book.PolicyOf)], claims.Select(c => c.Status.Name));
        codes[InsuranceCatalog.Cause] = [.. claims.Select(c => Texts(InsuranceCatalog.Cause).CodeOf(c.Details.Cause))];
        Claims = new ClaimColumns([.. claims], codes);
    }

    /// <summary>The members.</summary>
    public BookMembers Members { get; }

    /// <summary>The policies.</summary>
    public PolicyColumns Policies { get; }

    /// <summary>The claims.</summary>
    public ClaimColumns Claims { get; }

    /// <summary>The facts of a book; made when they are first asked for.</summary>
    public static BookFacts Of(BookState book) => s_known.GetValue(book, b => new BookFacts(b));

    /// <summary>For each dimension of rows, the code of each.</summary>
    /// <param name="policies">The policies of the rows; null where there is none.</param>
    /// <param name="statuses">What the rows are.</param>
    Dictionary<Dimension, int[]> Codes(Policy?[] policies, IEnumerable<string> statuses)
    {
        var agencies = (NumberMembers)Members[InsuranceCatalog.Agency];
        return new()
        {
            [InsuranceCatalog.Agency] = Array.ConvertAll(policies, p => agencies.CodeOf(p?.Terms.AgencyId)),
            [InsuranceCatalog.Product] = CodesOf(InsuranceCatalog.Product, p => p.Product),
            [InsuranceCatalog.ProductLine] = CodesOf(InsuranceCatalog.ProductLine, p => p.Line),
            [InsuranceCatalog.State] = CodesOf(InsuranceCatalog.State, p => p.State),
            [InsuranceCatalog.Status] = [.. statuses.Select(Texts(InsuranceCatalog.Status).CodeOf)],
        };

        int[] CodesOf(Dimension dimension, Func<PolicyTerms, string> textOf)
        {
            var members = Texts(dimension);
            return Array.ConvertAll(policies, p => p is null ? members.NoneCode : members.CodeOf(textOf(p.Terms)));
        }
    }

    TextMembers Texts(Dimension dimension) => (TextMembers)Members[dimension];
}
