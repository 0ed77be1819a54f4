using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FormerInboundSecret : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FormerSecretExpiresAt",
                table: "InboundSources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "SealedFormerSecret",
                table: "InboundSources",
                type: "BLOB",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FormerSecretExpiresAt",
                table: "InboundSources");

            migrationBuilder.DropColumn(
                name: "SealedFormerSecret",
                table: "InboundSources");
        }
    }
}
