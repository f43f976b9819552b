using ClaimBook.Engine.Store;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ClaimBook.Accounts;

/// <summary>The table of accounts for ASP.NET Core Identity. It maps what the schema scripts have made and makes nothing itself.</summary>
sealed class AccountContext(Database database) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        var connection = database.Connect();
        _ = connection is NpgsqlConnection
            ? optionsBuilder.UseNpgsql(connection, contextOwnsConnection: true)
            : optionsBuilder.UseSqlite(connection, contextOwnsConnection: true);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Account>(account =>
    {
        account.ToTable("account");
        account.HasKey(a => a.Id);
        account.Property(a => a.Id).HasColumnName("account_id").ValueGeneratedOnAdd();
        account.Property(a => a.UserName).HasColumnName("email");
        account.Property(a => a.NormalizedUserName).HasColumnName("normalized_email");
        account.Property(a => a.PasswordHash).HasColumnName("password_hash");
        account.Property(a => a.SecurityStamp).HasColumnName("security_stamp");
        account.Property(a => a.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsConcurrencyToken();
        account.Property(a => a.Role).HasColumnName("role").HasConversion(role => NameOf(role), name => Roles.Find(name)!.Value);
        account.Property(a => a.Agencies).HasColumnName("agencies");
        account.Property(a => a.MustChangePassword).HasColumnName("must_change_password");
        account.Property(a => a.IsLocked).HasColumnName("is_locked");
        account.Property(a => a.AccessFailedCount).HasColumnName("access_failed_count");
        account.Property(a => a.LockoutEnd).HasColumnName("lockout_end");
        account.Property(a => a.CreatedAt).HasColumnName("created_at");
        // The name is the email address; the rest nobody asks for.
        account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed).Ignore(a => a.PhoneNumber)
            .Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.TwoFactorEnabled).Ignore(a => a.LockoutEnabled);
    });

    // An expression may not read the property itself.
    static string NameOf(Role role) => role.Name;
}
